-- import records: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."media_files"
  DROP CONSTRAINT "bucket_is_known";

ALTER TABLE "public"."contacts"
  DROP CONSTRAINT "texts_fit";

ALTER TABLE "public"."crm_leads"
  DROP CONSTRAINT "texts_fit";

CREATE TABLE "app"."import_kinds" (
  "key"            text     NOT NULL,
  "position"       smallint NOT NULL,
  "roles"          text[]   NOT NULL,
  "table_name"     text     NOT NULL,
  "entity"         text     NOT NULL,
  "columns"        text[]   NOT NULL,
  "match_function" text     NOT NULL,
  "write_function" text     NOT NULL,
  "keys"           text[]   NOT NULL,
  "parts"          text[]   NOT NULL DEFAULT '{}'::text[],
  CONSTRAINT "functions_are_of_app" CHECK (((match_function ~ '^app\.[a-z_]+$'::text) AND (write_function ~ '^app\.[a-z_]+$'::text))),
  CONSTRAINT "import_kinds_key_is_a_word" CHECK ((key ~ '^[a-z][a-z_]*$'::text)),
  CONSTRAINT "import_kinds_pkey" PRIMARY KEY (key)
);

ALTER TABLE "app"."import_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."import_records" (
  "tenant_id"    uuid    NOT NULL,
  "import_id"    uuid    NOT NULL,
  "record_id"    uuid    NOT NULL,
  "table_name"   text    NOT NULL,
  "is_main"      boolean NOT NULL DEFAULT true,
  "outcome"      text    NOT NULL,
  "before"       jsonb   NOT NULL DEFAULT '{}'::jsonb,
  "after"        jsonb   NOT NULL DEFAULT '{}'::jsonb,
  "phones"       text[]  NOT NULL DEFAULT '{}'::text[],
  "emails"       text[]  NOT NULL DEFAULT '{}'::text[],
  "tags"         uuid[]  NOT NULL DEFAULT '{}'::uuid[],
  "version"      integer,
  "kept_because" text,
  CONSTRAINT "import_records_pkey" PRIMARY KEY (tenant_id, import_id, record_id),
  CONSTRAINT "outcome_is_known" CHECK ((outcome = ANY (ARRAY['created'::text, 'updated'::text, 'unchanged'::text, 'undone'::text, 'kept'::text]))),
  CONSTRAINT "reason_is_known" CHECK ((kept_because = ANY (ARRAY['changed'::text, 'in_use'::text]))),
  CONSTRAINT "what_is_kept_has_a_reason" CHECK (((outcome = 'kept'::text) = (kept_because IS NOT NULL)))
);

ALTER TABLE "app"."import_records"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."import_mappings" (
  "tenant_id"  uuid                     NOT NULL,
  "kind"       text                     NOT NULL,
  "signature"  text                     NOT NULL,
  "columns"    jsonb                    NOT NULL,
  "updated_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "import_mappings_pkey" PRIMARY KEY (tenant_id, kind, signature),
  CONSTRAINT "signature_is_a_hash" CHECK ((signature ~ '^[0-9a-f]{32}$'::text))
);

ALTER TABLE "public"."import_mappings"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."import_mappings" FROM "anon";

CREATE TABLE "public"."import_rows" (
  "tenant_id"  uuid       NOT NULL,
  "import_id"  uuid       NOT NULL,
  "row_number" integer    NOT NULL,
  "cells"      text[]     NOT NULL,
  "kinds"      text[]     NOT NULL,
  "wrong"      smallint[] NOT NULL DEFAULT '{}'::smallint[],
  CONSTRAINT "a_refusal_has_a_reason" CHECK ((cardinality(kinds) > 0)),
  CONSTRAINT "import_rows_pkey" PRIMARY KEY (tenant_id, import_id, row_number)
);

ALTER TABLE "public"."import_rows"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."import_rows" FROM "anon";

CREATE TABLE "public"."imports" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL,
  "kind"         text                     NOT NULL,
  "file_name"    text                     NOT NULL,
  "bytes"        bigint                   NOT NULL,
  "state"        text                     NOT NULL DEFAULT 'uploading'::text,
  "policy"       text                     NOT NULL DEFAULT 'overwrite'::text,
  "options"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "done"         integer                  NOT NULL DEFAULT 0,
  "total"        integer,
  "created"      integer                  NOT NULL DEFAULT 0,
  "updated"      integer                  NOT NULL DEFAULT 0,
  "unchanged"    integer                  NOT NULL DEFAULT 0,
  "merged"       integer                  NOT NULL DEFAULT 0,
  "rejected"     integer                  NOT NULL DEFAULT 0,
  "undone"       integer                  NOT NULL DEFAULT 0,
  "kept"         integer                  NOT NULL DEFAULT 0,
  "attempt"      uuid,
  "failure"      text,
  "requested_by" uuid                     NOT NULL,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "started_at"   timestamp with time zone,
  "finished_at"  timestamp with time zone,
  "undo_until"   timestamp with time zone,
  "undone_at"    timestamp with time zone,
  CONSTRAINT "counts_are_not_negative" CHECK ((LEAST(done, total, created, updated, unchanged, merged, rejected, undone, kept) >= 0)),
  CONSTRAINT "imports_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "no_row_is_lost" CHECK ((done = ((((created + updated) + unchanged) + merged) + rejected))),
  CONSTRAINT "policy_is_known" CHECK ((policy = ANY (ARRAY['skip'::text, 'fill'::text, 'overwrite'::text]))),
  CONSTRAINT "state_is_known"
    CHECK ((state = ANY (ARRAY['uploading'::text, 'queued'::text, 'running'::text, 'ready'::text, 'failed'::text, 'cancelled'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT "file_name_is_one_plain_line" CHECK (((file_name = app.normalize_name(file_name)) AND ((char_length(file_name) >= 1) AND (char_length(file_name) <= 200))))
);

ALTER TABLE "public"."imports"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."imports" FROM "anon";

ALTER TABLE "public"."contacts"
  ADD COLUMN "origin_detail" text;

ALTER TABLE "public"."crm_leads"
  ADD COLUMN "more_emails" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "public"."crm_leads"
  ADD COLUMN "more_phones" text[] NOT NULL DEFAULT '{}'::text[];

ALTER TABLE "public"."crm_leads"
  ADD COLUMN "origin_detail" text;

CREATE TYPE "app"."import_row" AS (
  "n"          integer,
  "name"       text,
  "sort"       text,
  "cpf"        text,
  "cnpj"       text,
  "phones"     text[],
  "emails"     text[],
  "birth_date" date,
  "fields"     jsonb,
  "custom"     jsonb,
  "tags"       text[],
  "company"    text,
  "id"         uuid,
  "patient_id" uuid,
  "is_new"     boolean
);

CREATE OR REPLACE FUNCTION app.add_imported_contacts (
  p_import public.imports,
  p_entity text,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
begin
  with owners as (
    select r.id, case when r.patient_id is null then p_entity else 'patient' end as entity, coalesce(r.patient_id, r.id) as owner_id, r.phones
    from unnest(p_rows) r where (r.is_new or p_import.policy <> 'skip') and r.phones <> '{}'
  ), added as (
    insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary, position)
    select p_import.tenant_id, o.entity, o.owner_id, x.phone, x.k = 1 and k.primary_one = 0, k.others + x.k
    from owners o
    cross join lateral (
      select count(*) filter (where c.is_primary) as primary_one, count(*) as others from public.contact_phones c
      where c.tenant_id = p_import.tenant_id and c.entity_type = o.entity and c.entity_id = o.owner_id) k
    cross join lateral unnest(o.phones) with ordinality x (phone, k)
    on conflict (tenant_id, entity_type, entity_id, phone) do nothing returning entity_id, phone
  )
  update app.import_records i set phones = i.phones || a.phones, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
  from (select o.id, array_agg(d.phone) as phones from added d join owners o on o.owner_id = d.entity_id group by o.id) a
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = a.id;
  with owners as (
    select r.id, case when r.patient_id is null then p_entity else 'patient' end as entity, coalesce(r.patient_id, r.id) as owner_id, r.emails
    from unnest(p_rows) r where (r.is_new or p_import.policy <> 'skip') and r.emails <> '{}'
  ), added as (
    insert into public.contact_emails (tenant_id, entity_type, entity_id, email, is_primary, position)
    select p_import.tenant_id, o.entity, o.owner_id, x.email, x.k = 1 and k.primary_one = 0, k.others + x.k
    from owners o
    cross join lateral (
      select count(*) filter (where c.is_primary) as primary_one, count(*) as others from public.contact_emails c
      where c.tenant_id = p_import.tenant_id and c.entity_type = o.entity and c.entity_id = o.owner_id) k
    cross join lateral unnest(o.emails) with ordinality x (email, k)
    on conflict (tenant_id, entity_type, entity_id, email) do nothing returning entity_id, email
  )
  update app.import_records i set emails = i.emails || a.emails, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
  from (select o.id, array_agg(d.email) as emails from added d join owners o on o.owner_id = d.entity_id group by o.id) a
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = a.id;
  -- who saves a form that was read before is told
  execute format($query$
    update %s t set version = t.version + 1
    from unnest($2) r join app.import_records i on i.tenant_id = ($1).tenant_id and i.import_id = ($1).id and i.record_id = r.id
    where t.tenant_id = ($1).tenant_id and t.id = r.id and not r.is_new and i.version is not distinct from t.version
      and i.outcome <> 'unchanged' and (i.phones <> '{}' or i.emails <> '{}')$query$, v_kind.table_name) using p_import, p_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.begin_import_attempt (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
begin
  update public.imports i set state = 'running', attempt = p_attempt, started_at = coalesce(i.started_at, clock_timestamp())
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state in ('queued', 'running')
  returning * into v_import;
  if not found then
    return null;
  end if;
  perform app.tell_import(v_import);
  return jsonb_build_object('kind', v_import.kind, 'options', v_import.options, 'done', v_import.done,
    'path', app.upload_path(p_tenant_id, p_id), 'time_zone', app.clinic_zone(p_tenant_id),
    'custom', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'type', f.type, 'options', f.options)), '[]')
      from public.custom_fields f join app.import_kinds k on k.key = v_import.kind and k.entity = f.entity
      where f.tenant_id = p_tenant_id and f.archived_at is null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.change_imported (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
  v_columns text := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
begin
  if p_import.policy = 'skip' or not exists (select from unnest(p_rows) r where not r.is_new) then
    return;
  end if;
  execute format($query$
    with changes as materialized (
      select r.id, to_jsonb(t) as old, app.import_changes(to_jsonb(t), r.fields, r.custom, ($1).policy) as new
      from unnest($2) r join %1$s t on t.tenant_id = ($1).tenant_id and t.id = r.id where not r.is_new
    ), changed as materialized (
      select c.id, c.new, (select jsonb_object_agg(k, c.old -> k) from jsonb_object_keys(c.new) k) as old from changes c where c.new <> '{}'
    ), written as (
      update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, c.new)), version = t.version + 1
      from changed c where t.tenant_id = ($1).tenant_id and t.id = c.id
    ), told as (
      insert into public.sales_events (tenant_id, entity, contact_id, company_id, lead_id, kind, actor_id, before, after)
      select ($1).tenant_id, $3, case $3 when 'contact' then c.id end, case $3 when 'company' then c.id end, case $3 when 'lead' then c.id end,
        'changed', ($1).requested_by, c.old, c.new
      from changed c where $3 in ('contact', 'company', 'lead')
    )
    update app.import_records i set before = c.old || i.before, after = i.after || c.new,
      outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end
    from changed c where i.tenant_id = ($1).tenant_id and i.import_id = ($1).id and i.record_id = c.id$query$, v_kind.table_name, v_columns)
    using p_import, p_rows, v_kind.entity;
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_failure   text DEFAULT NULL::text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
begin
  update public.imports i set state = case when p_failure is null then 'ready' else 'failed' end, failure = left(p_failure, 80),
    total = coalesce(i.total, i.done), attempt = null, finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'running' and i.attempt = p_attempt
  returning * into v_import;
  if not found then
    return false;
  end if;
  perform app.note_import_end(v_import, 'import.finished');
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.files_of_removed_clinics (
  p_limit integer DEFAULT 200
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_clinic app.removed_clinics;
  v_bucket text;
  v_paths text[];
begin
  for v_clinic in select * from app.removed_clinics c order by c.removed_at, c.id loop
    foreach v_bucket in array array['whatsapp-media', 'patient-files', 'exports', 'imports'] loop
      -- 0 follows the slash: everything that begins with the clinic's id and a slash
      select array_agg(o.name) into v_paths from (
        select s.name from storage.objects s
        where s.bucket_id = v_bucket and s.name collate "C" >= v_clinic.id || '/' and s.name collate "C" < v_clinic.id || '0'
        order by s.name collate "C" limit greatest(p_limit, 1)) o;
      if v_paths is not null then
        return jsonb_build_object('bucket', v_bucket, 'paths', v_paths);
      end if;
    end loop;
    -- a worker that was storing a file when the clinic went may end a moment later
    delete from app.removed_clinics c where c.id = v_clinic.id and c.removed_at < now() - interval '1 hour';
  end loop;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.forget_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now(),
  p_limit     integer                  DEFAULT 5000
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_removed int;
begin
  if exists (select from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id and i.undo_until > p_now) then
    return true;
  end if;
  delete from public.import_rows r where r.tenant_id = p_tenant_id and r.import_id = p_id and r.row_number in (
    select x.row_number from public.import_rows x where x.tenant_id = p_tenant_id and x.import_id = p_id limit p_limit);
  get diagnostics v_removed = row_count;
  if v_removed = 0 then
    delete from app.import_records r where r.tenant_id = p_tenant_id and r.import_id = p_id and r.record_id in (
      select x.record_id from app.import_records x where x.tenant_id = p_tenant_id and x.import_id = p_id limit p_limit);
    get diagnostics v_removed = row_count;
  end if;
  return v_removed = 0;
end;
$function$;

CREATE OR REPLACE FUNCTION app.give_up_import (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
begin
  update public.imports i set state = 'failed', failure = left(coalesce(p_job.last_error, 'internal'), 80), attempt = null,
    finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_job.tenant_id and i.id = (p_job.payload ->> 'id')::uuid and i.state in ('queued', 'running')
  returning * into v_import;
  if found then
    perform app.note_import_end(v_import, 'import.finished');
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.import_changes (
  p_old    jsonb,
  p_fields jsonb,
  p_custom jsonb,
  p_policy text
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_object_agg(n.key, n.value) filter (where case
      when p_policy = 'skip' then false
      when n.key in ('phone', 'email', 'more_phones', 'more_emails') then true
      -- a name that differs by case, accents or spaces alone stays as it is written here
      when n.key in ('full_name', 'name') then
        app.normalize_text(n.value #>> '{}') is distinct from app.normalize_text(p_old ->> n.key)
        -- what has no letter, or is an address, is no name
        and (p_policy = 'overwrite' or p_old ->> n.key !~ '[[:alpha:]]' or p_old ->> n.key = p_old ->> 'email')
      else p_policy = 'overwrite' or coalesce(p_old -> n.key, 'null') = 'null' end), '{}')
  from (
    select f.key, f.value from jsonb_each(p_fields) f where f.value <> 'null'
    union all
    select 'custom', case when p_policy = 'fill' then p_custom || (p_old -> 'custom') else (p_old -> 'custom') || p_custom end
    where p_custom <> '{}' and p_old ? 'custom'
  ) n
  where p_old -> n.key is distinct from n.value;
$function$;

CREATE OR REPLACE FUNCTION app.import_keys (
  p_keys text[],
  p_row  app.import_row
)
  RETURNS SETOF text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select 'cpf:' || p_row.cpf where 'cpf' = any (p_keys) and p_row.cpf is not null
  union all
  select 'cnpj:' || p_row.cnpj where 'cnpj' = any (p_keys) and p_row.cnpj is not null
  union all
  select x from unnest(p_row.phones) x where 'phones' = any (p_keys)
  union all
  select x from unnest(p_row.emails) x where 'emails' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.phones) x where 'name+phones' = any (p_keys)
  union all
  select p_row.sort || x from unnest(p_row.emails) x where 'name+emails' = any (p_keys)
  union all
  select p_row.sort || p_row.birth_date where 'name+birth_date' = any (p_keys) and p_row.birth_date is not null
  union all
  select p_row.sort || ':' || coalesce(app.normalize_text(p_row.fields ->> 'city'), '') where 'name+city' = any (p_keys)
  union all
  select k || ':' || (p_row.fields ->> substr(k, 7)) from unnest(p_keys) k where k like 'field:%' and p_row.fields ->> substr(k, 7) is not null;
$function$;

CREATE OR REPLACE FUNCTION app.import_kind (
  p_key text
)
  RETURNS app.import_kinds
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
begin
  select * into v_kind from app.import_kinds k where k.key = p_key;
  if v_kind.key is null then
    raise sqlstate 'PT400' using message = 'unknown_import_kind', detail = left(p_key, 40);
  end if;
  return v_kind;
end;
$function$;

CREATE OR REPLACE FUNCTION app.import_summary (
  p_job app.jobs
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select i.file_name from public.imports i where i.tenant_id = p_job.tenant_id and i.id = (p_job.payload ->> 'id')::uuid;
$function$;

CREATE OR REPLACE FUNCTION app.index_imported (
  p_tenant_id uuid,
  p_kind      text,
  p_rows      app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_words text;
  v_id uuid;
begin
  with entries as (
    insert into app.search_entries (tenant_id, kind, record_id, title, name, words)
    select p_tenant_id, p_kind, r.id, t.title, app.search_words(t.title),
      app.search_entry_words(t.title, r.emails || array_remove(array[r.company, r.fields ->> 'city', r.fields ->> 'segment', r.fields ->> 'social_name'], null),
        r.phones, array_remove(array[r.cpf, r.cnpj], null))
    from unnest(p_rows) r
    cross join lateral (select coalesce(case p_kind when 'patient' then r.fields ->> 'social_name' end, r.name) as title) t
    where r.is_new and r.patient_id is null
    on conflict (tenant_id, kind, record_id) do nothing returning words
  )
  select string_agg(distinct w, ' ') into v_words from entries e cross join unnest(string_to_array(e.words, ' ')) w
  where char_length(w) between 4 and 60 and w !~ '[0-9#]';
  if v_words is not null then
    perform app.put_words(p_tenant_id, v_words);
  end if;
  for v_id in select r.id from unnest(p_rows) r where not r.is_new and r.patient_id is null loop
    if p_kind = 'patient' then
      perform app.index_patient(p_tenant_id, v_id);
    elsif p_kind = 'contact' then
      perform app.index_contact(p_tenant_id, v_id);
    elsif p_kind = 'company' then
      perform app.index_company(p_tenant_id, v_id);
    elsif p_kind = 'lead' then
      perform app.index_lead(p_tenant_id, v_id);
    end if;
  end loop;
  for v_id in select r.patient_id from unnest(p_rows) r where r.patient_id is not null loop
    perform app.index_patient(p_tenant_id, v_id);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_lead (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.put_search_entry(p_tenant_id, 'lead', l.id, l.full_name, p_mails => array_remove(array[l.email, l.company], null) || l.more_emails,
    p_phones => array_remove(array[l.phone], null) || l.more_phones)
  from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_id;
$function$;

CREATE OR REPLACE FUNCTION app.lock_identity (
  p_tenant_id uuid,
  p_keys      text[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_key text;
begin
  -- an import writes down many at once and locks the clinic instead of each key
  perform pg_advisory_xact_lock_shared(hashtextextended(p_tenant_id || ':import', 20));
  for v_key in select distinct k from unnest(p_keys) k where k is not null order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':' || v_key, 20));
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_companies (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, c.id, c.created_at, 0 as place from unnest(p_rows) r
    cross join lateral (select c.id, c.created_at from public.companies c where c.tenant_id = p_tenant_id and c.cnpj = r.cnpj offset 0) c
    union all
    select k.n, c.id, c.created_at, 1 from (
      select r.n, r.cnpj, x.company_id from unnest(p_rows) r cross join unnest(r.emails) e
      cross join lateral (
        select c.company_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.email = e and c.company_id is not null offset 0) x) k
    join public.companies c on c.tenant_id = p_tenant_id and c.id = k.company_id and (c.cnpj is null or k.cnpj is null)
    union all
    select r.n, c.id, c.created_at, 2 from unnest(p_rows) r
    cross join lateral (
      select c.id, c.created_at, c.cnpj, c.city from public.companies c
      where c.tenant_id = p_tenant_id and (c.archived_at is null) in (true, false) and c.sort_key = r.sort offset 0) c
    where (c.cnpj is null or r.cnpj is null)
      and coalesce(app.normalize_text(c.city), '') = coalesce(app.normalize_text(r.fields ->> 'city'), '')
  ) h
  order by h.n, h.place, h.created_at, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_contacts (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id, h.patient_id from (
    select k.n, c.id, p.id as patient_id, coalesce(c.created_at, p.created_at) as created_at, k.by_email,
      count(*) over (partition by k.n, coalesce(c.id, p.id)) as hits
    from (
      select r.n, r.sort, x.contact_id, x.patient_id, true as by_email from unnest(p_rows) r cross join unnest(r.emails) e
      cross join lateral (
        select c.contact_id, c.patient_id from public.contact_emails c
        where c.tenant_id = p_tenant_id and c.email = e and (c.contact_id is not null or c.patient_id is not null) offset 0) x
      union all
      select r.n, r.sort, x.contact_id, x.patient_id, false from unnest(p_rows) r cross join unnest(r.phones) e
      cross join lateral (
        select c.contact_id, c.patient_id from public.contact_phones c
        where c.tenant_id = p_tenant_id and c.phone = e and (c.contact_id is not null or c.patient_id is not null) offset 0) x
    ) k
    left join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id and p.merged_into_id is null
    left join public.contacts c on c.tenant_id = p_tenant_id and (c.id = k.contact_id or c.patient_id = p.id)
    -- the number of a patient may be that of their mother: with it the name has to agree
    where c.id is not null and p.id is null
      or p.id is not null and (k.by_email or k.sort in (p.sort_name, app.normalize_text(p.full_name))
        or regexp_replace(k.sort, '^([^ ]+) .*?([^ ]+)$', '\1 \2') = regexp_replace(p.sort_name, '^([^ ]+) .*?([^ ]+)$', '\1 \2'))
  ) h
  order by h.n, (h.patient_id is null) desc, h.hits desc, h.by_email desc, h.created_at, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_leads (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, l.id, l.created_at, l.status, true as by_email from unnest(p_rows) r cross join unnest(r.emails) x
    cross join lateral (
      select l.id, l.created_at, l.status from public.crm_leads l where l.tenant_id = p_tenant_id and l.email = x
      union all
      select l.id, l.created_at, l.status from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.more_emails @> array[x] and l.more_emails <> '{}' offset 0) l
    union all
    select r.n, l.id, l.created_at, l.status, false from unnest(p_rows) r cross join unnest(r.phones) x
    cross join lateral (
      select l.id, l.created_at, l.status from public.crm_leads l where l.tenant_id = p_tenant_id and l.phone = x
      union all
      select l.id, l.created_at, l.status from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.more_phones @> array[x] and l.more_phones <> '{}' offset 0) l
  ) h
  -- an open one before those that are over
  order by h.n, (h.status in ('converted', 'discarded')), h.by_email desc, h.created_at, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_patients (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    id         uuid,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select distinct on (h.n) h.n, h.id, null::uuid from (
    select r.n, p.id, p.created_at, 0 as place from unnest(p_rows) r
    cross join lateral (
      select p.id, p.created_at from public.patients p
      where p.tenant_id = p_tenant_id and p.cpf = r.cpf and p.merged_into_id is null offset 0) p
    union all
    select k.n, p.id, p.created_at, 1 from (
      select r.n, r.sort, r.cpf, c.patient_id from unnest(p_rows) r cross join unnest(r.phones) x
      cross join lateral (
        select c.patient_id from public.contact_phones c where c.tenant_id = p_tenant_id and c.phone = x and c.patient_id is not null offset 0) c
      union
      select r.n, r.sort, r.cpf, c.patient_id from unnest(p_rows) r cross join unnest(r.emails) x
      cross join lateral (
        select c.patient_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.email = x and c.patient_id is not null offset 0) c
    ) k
    -- a family shares numbers: the name has to agree, and of two CPFs each is somebody
    join public.patients p on p.tenant_id = p_tenant_id and p.id = k.patient_id and p.merged_into_id is null
      and (p.cpf is null or k.cpf is null) and k.sort in (app.normalize_text(p.full_name), p.sort_name)
    union all
    select r.n, p.id, p.created_at, 2 from unnest(p_rows) r
    cross join lateral (
      select p.id, p.created_at, p.cpf from public.patients p
      -- both values are named because the index patients_by_name goes by them before the name
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.birth_date = r.birth_date
        and p.merged_into_id is null offset 0) p
    where p.cpf is null or r.cpf is null
  ) h
  order by h.n, h.place, h.created_at, h.id;
$function$;

CREATE OR REPLACE FUNCTION app.note_import_end (
  p_import public.imports,
  p_action text
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform set_config('request.jwt.claims', coalesce(nullif(current_setting('request.jwt.claims', true), ''),
    jsonb_build_object('sub', p_import.requested_by)::text), true);
  perform app.audit(p_import.tenant_id, p_action, 'import', p_import.id::text, null, jsonb_build_object('kind', p_import.kind,
    'file', p_import.file_name, 'created', p_import.created, 'updated', p_import.updated, 'rejected', p_import.rejected,
    'undone', p_import.undone, 'failure', p_import.failure));
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_import.tenant_id, 'forget_import', jsonb_build_object('id', p_import.id), 'forget_import:' || p_import.id,
    coalesce(p_import.undo_until, now() + interval '7 days'))
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  perform app.tell_import(p_import);
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_import_versions (
  p_import public.imports,
  p_table  text,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  if p_ids = '{}' then
    return;
  end if;
  execute format($query$
    update app.import_records i set version = t.version from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids;
end;
$function$;

CREATE OR REPLACE FUNCTION app.pause_import (
  p_tenant_id   uuid,
  p_job_id      bigint,
  p_lease_token uuid
)
  RETURNS boolean
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.jobs j set attempts = 0, lease_token = null, leased_until = null, run_at = now()
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token
    and j.finished_at is null and j.dead_at is null
  returning true;
$function$;

CREATE OR REPLACE FUNCTION app.put_search_entry (
  p_tenant_id uuid,
  p_kind      text,
  p_record_id uuid,
  p_title     text,
  p_mails     text[] DEFAULT '{}'::text[],
  p_phones    text[] DEFAULT '{}'::text[],
  p_codes     text[] DEFAULT '{}'::text[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_words text;
begin
  insert into app.search_entries as e (tenant_id, kind, record_id, title, name, words)
  select p_tenant_id, p_kind, p_record_id, p_title, app.search_words(p_title),
    app.search_entry_words(p_title, p_mails, p_phones, p_codes)
  on conflict (tenant_id, kind, record_id) do update
  set title = excluded.title, name = excluded.name, words = excluded.words
  where (e.title, e.words) is distinct from (excluded.title, excluded.words)
  returning e.words into v_words;
  if v_words is not null then
    perform app.put_words(p_tenant_id, v_words);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.read_import_rows (
  p_kind text,
  p_rows jsonb
)
  RETURNS app.import_row[]
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select array_agg((x.n, m.name, app.normalize_text(m.name), x.cpf, x.cnpj, coalesce(x.phones, '{}'), coalesce(x.emails, '{}'), x.birth_date,
    coalesce((
      select jsonb_object_agg(f.key, case
        when f.key in ('full_name', 'name') then to_jsonb(m.name)
        when f.key = 'note' then to_jsonb(nullif(btrim(app.normalize_lines(f.value #>> '{}')), ''))
        when jsonb_typeof(f.value) = 'string' then to_jsonb(nullif(app.normalize_name(f.value #>> '{}'), ''))
        else f.value end)
      from jsonb_each(x.fields) f where f.key = any (k.columns)), '{}'),
    coalesce(x.custom, '{}'), coalesce(x.tags, '{}'), nullif(app.normalize_name(x.company), ''), null, null, null)::app.import_row order by x.n)
  from app.import_kinds k
  cross join jsonb_to_recordset(p_rows) as x (
    n integer, name text, cpf text, cnpj text, phones text[], emails text[], birth_date date, fields jsonb, custom jsonb, tags text[], company text)
  cross join lateral (select nullif(app.normalize_name(x.name), '') as name) m
  where k.key = p_kind;
$function$;

CREATE OR REPLACE FUNCTION app.require_import (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.imports
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_import public.imports;
begin
  select * into v_import from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_import.id is null or not v_role = any ((app.import_kind(v_import.kind)).roles) then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return v_import;
end;
$function$;

CREATE OR REPLACE FUNCTION app.search_entry_words (
  p_title  text,
  p_mails  text[],
  p_phones text[],
  p_codes  text[]
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select concat_ws(' ', '', nullif(app.search_words(p_title), ''),
    (select string_agg(app.search_words(m), ' ') from unnest(p_mails) m),
    (select string_agg('#' || substr(p, 2), ' ') from unnest(p_phones) p),
    (select string_agg('#' || substr(p, 2, 4) || right(p, 8), ' ') from unnest(p_phones) p where p ~ '^\+55[1-9][1-9]9[0-9]{8}$'),
    (select string_agg('#' || c, ' ') from unnest(p_codes) code, regexp_replace(code, '[^0-9]', '', 'g') c where c <> ''));
$function$;

CREATE OR REPLACE FUNCTION app.tag_imported_contacts (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
begin
  if not exists (select from unnest(p_rows) r where r.tags <> '{}') then
    return;
  end if;
  insert into public.conversation_tags (tenant_id, name, name_key)
  select distinct on (app.normalize_text(x)) v_tenant, app.normalize_name(x), app.normalize_text(app.normalize_name(x))
  from unnest(p_rows) r cross join unnest(r.tags) x order by app.normalize_text(x), r.n
  on conflict (tenant_id, name_key) do nothing;
  with wished as (
    select r.id, t.id as tag_id from unnest(p_rows) r cross join unnest(r.tags) x
    join public.conversation_tags t on t.tenant_id = v_tenant and t.name_key = app.normalize_text(app.normalize_name(x))
    where r.is_new or p_import.policy = 'overwrite' or p_import.policy = 'fill' and not exists (
      select from public.contact_tags g where g.tenant_id = v_tenant and g.contact_id = r.id)
  ), removed as (
    delete from public.contact_tags g using unnest(p_rows) r
    where g.tenant_id = v_tenant and g.contact_id = r.id and not r.is_new and r.tags <> '{}' and p_import.policy = 'overwrite'
      and not exists (select from wished w where w.id = r.id and w.tag_id = g.tag_id)
    returning g.contact_id as id, g.tag_id
  ), added as (
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select distinct v_tenant, w.id, w.tag_id from wished w on conflict do nothing returning contact_id as id, tag_id
  )
  update app.import_records i set tags = i.tags || c.added, outcome = case i.outcome when 'unchanged' then 'updated' else i.outcome end,
    before = case when c.removed = '{}' then i.before else i.before || jsonb_build_object('tags', to_jsonb(c.removed)) end
  from (
    select x.id, coalesce(array_agg(x.tag_id) filter (where x.is_new), '{}') as added, coalesce(array_agg(x.tag_id) filter (where not x.is_new), '{}') as removed
    from (select a.id, a.tag_id, true as is_new from added a union all select d.id, d.tag_id, false from removed d) x group by x.id
  ) c
  where i.tenant_id = v_tenant and i.import_id = p_import.id and i.record_id = c.id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.take_import_rows (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_piece     jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
  v_rows app.import_row[];
  v_row app.import_row;
  v_counts jsonb;
  v_sums jsonb := '{"created": 0, "updated": 0, "unchanged": 0, "merged": 0}';
  v_refused int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('import_rows')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i
  where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'running' and i.attempt = p_attempt for update;
  if not found then
    return null;
  end if;
  -- said again: it is there
  if v_import.done <> (p_piece ->> 'from')::int then
    return jsonb_build_object('done', v_import.done);
  end if;
  -- whoever writes down a number or address of this clinic waits until the piece is there, and the other way round
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true), set_config('request.jwt.claims', jsonb_build_object('sub', v_import.requested_by)::text, true);
  v_rows := coalesce(app.read_import_rows(v_import.kind, p_piece -> 'rows'), '{}');
  begin
    v_sums := app.write_import_rows(v_import, v_rows);
  exception when integrity_constraint_violation or data_exception then
    -- something that the database does not take: each by itself, and what it does not take is refused
    foreach v_row in array v_rows loop
      begin
        v_counts := app.write_import_rows(v_import, array[v_row]);
        select jsonb_object_agg(s.key, s.value::int + (v_counts ->> s.key)::int) into v_sums from jsonb_each_text(v_sums) s;
      exception when integrity_constraint_violation or data_exception then
        insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds)
        select p_tenant_id, p_id, v_row.n, array(select jsonb_array_elements_text(x.value -> 'cells')), '{not_accepted}'
        from jsonb_array_elements(p_piece -> 'rows') x where (x.value ->> 'n')::int = v_row.n;
        v_refused := v_refused + 1;
      end;
    end loop;
  end;
  insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds, wrong)
  select p_tenant_id, p_id, x.n, x.cells, x.kinds, coalesce(x.wrong, '{}')
  from jsonb_to_recordset(p_piece -> 'rejected') as x (n integer, cells text[], kinds text[], wrong smallint[]);
  update public.imports i set done = (p_piece ->> 'to')::int, total = (p_piece ->> 'total')::int,
    created = i.created + (v_sums ->> 'created')::int, updated = i.updated + (v_sums ->> 'updated')::int,
    unchanged = i.unchanged + (v_sums ->> 'unchanged')::int, merged = i.merged + (v_sums ->> 'merged')::int,
    rejected = i.rejected + v_refused + jsonb_array_length(p_piece -> 'rejected')
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  perform set_config('zelo.saves_person', '', true);
  perform app.tell_import(v_import);
  return jsonb_build_object('done', v_import.done);
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_import (
  p_import public.imports
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_import.tenant_id, 'import', jsonb_build_object('id', p_import.id, 'kind', p_import.kind, 'state', p_import.state));
$function$;

CREATE OR REPLACE FUNCTION app.tg_crm_leads__index_words()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  if tg_op = 'DELETE' then
    delete from app.search_entries e where e.tenant_id = old.tenant_id and e.kind = 'lead' and e.record_id = old.id;
  elsif current_setting('zelo.saves_person', true) is distinct from 'on' then
    perform app.index_lead(new.tenant_id, new.id);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION app.undo_import_rows (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_limit     integer DEFAULT 500
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports;
  v_part record;
  v_kept int := 0;
  v_undone int := 0;
begin
  update app.jobs j set leased_until = clock_timestamp() + app.job_lease('undo_import')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'undo_import:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return null;
  end if;
  select * into v_import from public.imports i where i.tenant_id = p_tenant_id and i.id = p_id and i.state = 'undoing' for update;
  if not found then
    return null;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_tenant_id || ':import', 20));
  perform set_config('zelo.saves_person', 'on', true);
  for v_part in
    -- first those of the kind, then what came along with them
    select r.table_name, array_agg(r.record_id) as ids from (
      select i.table_name, i.record_id from app.import_records i
      where i.tenant_id = p_tenant_id and i.import_id = p_id and i.outcome in ('created', 'updated')
        and i.is_main = exists (
          select from app.import_records m
          where m.tenant_id = p_tenant_id and m.import_id = p_id and m.is_main and m.outcome in ('created', 'updated'))
      limit p_limit) r
    group by r.table_name
  loop
    perform app.undo_imported(v_import, v_part.table_name, v_part.ids);
    select v_kept + count(*) filter (where i.outcome = 'kept'), v_undone + count(*) filter (where i.outcome = 'undone') into v_kept, v_undone
    from app.import_records i where i.tenant_id = p_tenant_id and i.import_id = p_id and i.record_id = any (v_part.ids) and i.is_main;
  end loop;
  perform set_config('zelo.saves_person', '', true);
  update public.imports i set undone = i.undone + v_undone, kept = i.kept + v_kept,
    state = case when v_part.table_name is null then 'undone' else i.state end,
    undone_at = case when v_part.table_name is null then clock_timestamp() end
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  if v_import.state = 'undone' then
    perform app.note_import_end(v_import, 'import.undone');
  else
    perform app.tell_import(v_import);
  end if;
  return v_import.state = 'undone';
end;
$function$;

CREATE OR REPLACE FUNCTION app.undo_imported (
  p_import public.imports,
  p_table  text,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
  v_columns text;
  v_used uuid[];
  v_gone uuid[];
  v_back uuid[];
  v_id uuid;
begin
  select * into v_kind from app.import_kinds k where k.table_name = p_table order by k.position limit 1;
  v_columns := (select string_agg(format('%I', c), ', ') from unnest(v_kind.columns) c);
  v_used := app.used_records(p_table, p_import.tenant_id, p_ids, v_kind.parts);
  execute format($query$
    update app.import_records i set outcome = 'kept', kept_because = case when t.version is distinct from i.version then 'changed' else 'in_use' end
    from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id
      and (t.version is distinct from i.version or i.outcome = 'created' and t.id = any ($4))$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids, v_used;
  select array_agg(i.record_id) filter (where i.outcome = 'created'), array_agg(i.record_id) filter (where i.outcome = 'updated') into v_gone, v_back
  from app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids) and i.outcome in ('created', 'updated');
  execute format('delete from %s t where t.tenant_id = $1 and t.id = any ($2)', p_table) using p_import.tenant_id, v_gone;
  execute format($query$
    update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, i.before - 'tags')), version = t.version + 1
    from app.import_records i
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table, v_columns)
    using p_import.tenant_id, p_import.id, v_back;
  delete from public.contact_phones c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.phone = any (i.phones);
  delete from public.contact_emails c using app.import_records i
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and c.tenant_id = i.tenant_id
    and c.entity_type in (v_kind.entity, 'patient') and c.entity_id = i.record_id and c.email = any (i.emails);
  if v_kind.entity = 'contact' then
    delete from public.contact_tags g using app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back) and g.tenant_id = i.tenant_id
      and g.contact_id = i.record_id and g.tag_id = any (i.tags);
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select i.tenant_id, i.record_id, x.tag::uuid from app.import_records i cross join jsonb_array_elements_text(i.before -> 'tags') x (tag)
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_back)
    on conflict do nothing;
  end if;
  update app.import_records i set outcome = 'undone'
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_gone || v_back);
  foreach v_id in array coalesce(v_back, '{}') loop
    if v_kind.entity = 'patient' then
      perform app.index_patient(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'contact' then
      perform app.index_contact(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'company' then
      perform app.index_company(p_import.tenant_id, v_id);
    elsif v_kind.entity = 'lead' then
      perform app.index_lead(p_import.tenant_id, v_id);
    end if;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.used_records (
  p_table     text,
  p_tenant_id uuid,
  p_ids       uuid[],
  p_parts     text[]
)
  RETURNS uuid[]
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_reference record;
  v_used uuid[] := '{}';
  v_more uuid[];
begin
  for v_reference in
    select format('%I.%I', n.nspname, c.relname) as table_name, a.attname
    from pg_catalog.pg_constraint f
    join pg_catalog.pg_class c on c.oid = f.conrelid and not c.relispartition
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    cross join lateral unnest(f.conkey, f.confkey) pair (here, there)
    join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here
    join pg_catalog.pg_attribute t on t.attrelid = f.confrelid and t.attnum = pair.there and t.attname = 'id'
    where f.contype = 'f' and f.confrelid = p_table::pg_catalog.regclass and format('%I.%I', n.nspname, c.relname) <> all (p_parts)
    order by 1, 2
  loop
    execute format('select array_agg(distinct r.%2$I) from %1$s r where r.tenant_id = $1 and r.%2$I = any ($2)', v_reference.table_name, v_reference.attname)
      into v_more using p_tenant_id, p_ids;
    v_used := v_used || coalesce(v_more, '{}');
  end loop;
  return v_used;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_import_rows (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds := app.import_kind(p_import.kind);
  v_left app.import_row[] := p_rows;
  v_ready app.import_row[];
  v_late app.import_row[];
  v_ids uuid[];
  v_created int := 0;
  v_first int := 0;
  v_updated int := 0;
  v_noted record;
  v_same int;
begin
  while cardinality(v_left) > 0 loop
    execute format($query$
      with known as materialized (
        select m.n, m.id, m.patient_id from %s(($1).tenant_id, $2) m
      ), keys as materialized (
        select r.n, k.key from unnest($2) r cross join lateral app.import_keys($3, r) k (key)
        union all
        select m.n, coalesce(m.id, m.patient_id)::text from known m
      ), late as (
        select distinct k.n from (select k.n, min(k.n) over (partition by k.key) as first from keys k) k where k.n <> k.first
      ), placed as (
        select (r.n, r.name, r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date, r.fields, r.custom, r.tags, r.company,
          coalesce(m.id, m.patient_id, gen_random_uuid()), m.patient_id, m.id is null)::app.import_row as one, r.n, l.n is not null as is_late
        from unnest($2) r left join known m on m.n = r.n left join late l on l.n = r.n
      )
      select array_agg(p.one order by p.n) filter (where not p.is_late), array_agg(p.one order by p.n) filter (where p.is_late)
      from placed p$query$, v_kind.match_function) into v_ready, v_late using p_import, v_left, v_kind.keys;
    with noted as (
      insert into app.import_records (tenant_id, import_id, record_id, table_name, outcome, version)
      select p_import.tenant_id, p_import.id, r.id, v_kind.table_name, case when r.is_new then 'created' else 'unchanged' end,
        case when r.is_new then 1 end
      from unnest(v_ready) r
      on conflict do nothing returning outcome
    )
    select count(*)::int as first, (count(*) filter (where n.outcome = 'created'))::int as created into v_noted from noted n;
    v_first := v_first + v_noted.first;
    v_created := v_created + v_noted.created;
    v_ids := array(select r.id from unnest(v_ready) r where not r.is_new);
    perform app.note_import_versions(p_import, v_kind.table_name, v_ids);
    select count(*) into v_same from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_ids) and i.outcome = 'unchanged';
    execute format('select %s($1, $2)', v_kind.write_function) using p_import, v_ready;
    perform app.note_import_versions(p_import, v_kind.table_name, v_ids);
    select v_updated + v_same - count(*) into v_updated from app.import_records i
    where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (v_ids) and i.outcome = 'unchanged';
    v_left := v_late;
  end loop;
  return jsonb_build_object('created', v_created, 'updated', v_updated, 'unchanged', v_first - v_created - v_updated,
    'merged', coalesce(cardinality(p_rows), 0) - v_first);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_companies (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.companies (tenant_id, id, name, cnpj, segment, website, city, state, note, custom, created_by)
  select p_import.tenant_id, r.id, r.name, r.cnpj, v.segment, v.website, v.city, v.state, v.note, r.custom, p_import.requested_by
  from unnest(p_rows) r cross join lateral jsonb_populate_record(null::public.companies, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, company_id, kind, actor_id)
  select p_import.tenant_id, 'company', r.id, 'created', p_import.requested_by from unnest(p_rows) r where r.is_new;
  perform app.change_imported(p_import, p_rows);
  perform app.add_imported_contacts(p_import, 'company', p_rows);
  perform app.index_imported(p_import.tenant_id, 'company', p_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_contacts (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_rows app.import_row[];
  v_id uuid;
begin
  -- companies that contacts name and nobody has written down yet come along
  with named as (
    select distinct on (app.normalize_text(r.company)) app.normalize_text(r.company) as key, r.company, gen_random_uuid() as id
    from unnest(p_rows) r where char_length(r.company) >= 2 and (r.is_new or p_import.policy <> 'skip') order by app.normalize_text(r.company), r.n
  ), made as (
    insert into public.companies (tenant_id, id, name, created_by)
    select v_tenant, n.id, n.company, p_import.requested_by from named n
    where not exists (
      select from public.companies c where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = n.key)
    returning id, version
  ), told as (
    insert into public.sales_events (tenant_id, entity, company_id, kind, actor_id)
    select v_tenant, 'company', m.id, 'created', p_import.requested_by from made m
  )
  insert into app.import_records (tenant_id, import_id, record_id, table_name, is_main, outcome, version)
  select v_tenant, p_import.id, m.id, 'public.companies', false, 'created', m.version from made m;
  for v_id in
    select i.record_id from app.import_records i
    where i.tenant_id = v_tenant and i.import_id = p_import.id and not i.is_main
      and not exists (select from app.search_entries e where e.tenant_id = v_tenant and e.kind = 'company' and e.record_id = i.record_id)
  loop
    perform app.index_company(v_tenant, v_id);
  end loop;
  -- a patient is called as the record says
  select array_agg((r.n, coalesce(p.name, r.name), r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    case when r.patient_id is null then r.fields else r.fields - 'full_name' end
      || case when c.id is null then '{}' else jsonb_build_object('company_id', c.id) end,
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  left join public.patients p on p.tenant_id = v_tenant and p.id = r.patient_id
  left join lateral (
    select c.id from public.companies c
    where c.tenant_id = v_tenant and (c.archived_at is null) in (true, false) and c.sort_key = app.normalize_text(r.company)
    order by c.archived_at is not null, c.created_at, c.id limit 1) c on r.company is not null;
  insert into public.contacts (tenant_id, id, full_name, patient_id, company_id, job, origin, origin_detail, stage, note, custom, created_by)
  select v_tenant, r.id, r.name, r.patient_id, v.company_id, v.job, 'csv', v.origin_detail,
    case when r.patient_id is null then 'lead' else 'customer' end, v.note, r.custom, p_import.requested_by
  from unnest(v_rows) r cross join lateral jsonb_populate_record(null::public.contacts, r.fields) v where r.is_new;
  insert into public.sales_events (tenant_id, entity, contact_id, kind, actor_id)
  select v_tenant, 'contact', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  perform app.add_imported_contacts(p_import, 'contact', v_rows);
  perform app.tag_imported_contacts(p_import, v_rows);
  perform app.index_imported(v_tenant, 'contact', v_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_leads (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_rows app.import_row[];
begin
  -- one number and one address are those to use, the others stand beside them; who has no name goes by them
  select array_agg((r.n, n.name, r.sort, r.cpf, r.cnpj, r.phones, r.emails, r.birth_date,
    r.fields || case when r.is_new then jsonb_build_object('full_name', n.name) else '{}' end || jsonb_strip_nulls(jsonb_build_object(
      'phone', coalesce(l.phone, r.phones[1]), 'email', coalesce(l.email, r.emails[1]),
      'more_phones', to_jsonb(coalesce(l.more_phones, '{}') || array(
        select x from unnest(r.phones) x where x <> coalesce(l.phone, r.phones[1]) and x <> all (coalesce(l.more_phones, '{}')))),
      'more_emails', to_jsonb(coalesce(l.more_emails, '{}') || array(
        select x from unnest(r.emails) x where x <> coalesce(l.email, r.emails[1]) and x <> all (coalesce(l.more_emails, '{}')))))),
    r.custom, r.tags, r.company, r.id, r.patient_id, r.is_new)::app.import_row order by r.n) into v_rows
  from unnest(p_rows) r
  cross join lateral (select coalesce(r.name, r.phones[1], left(r.emails[1], 120)) as name) n
  left join public.crm_leads l on l.tenant_id = v_tenant and l.id = r.id
  -- what became a deal, or was put aside, stays as it is
  where r.is_new or l.status not in ('converted', 'discarded');
  if v_rows is null then
    return;
  end if;
  insert into public.crm_leads (tenant_id, id, full_name, email, phone, more_emails, more_phones, company, origin, origin_detail, score, note, custom,
    created_by)
  select v_tenant, r.id, v.full_name, v.email, v.phone, v.more_emails, v.more_phones, v.company, 'csv', v.origin_detail, app.lead_score(v), v.note,
    r.custom, p_import.requested_by
  from unnest(v_rows) r
  cross join lateral jsonb_populate_record(null::public.crm_leads, r.fields || jsonb_build_object('tenant_id', v_tenant, 'id', r.id, 'origin', 'csv')) v
  where r.is_new;
  insert into public.sales_events (tenant_id, entity, lead_id, kind, actor_id)
  select v_tenant, 'lead', r.id, 'created', p_import.requested_by from unnest(v_rows) r where r.is_new;
  perform app.change_imported(p_import, v_rows);
  update public.crm_leads l set score = app.lead_score(l) from unnest(v_rows) r
  where l.tenant_id = v_tenant and l.id = r.id and not r.is_new and l.score <> app.lead_score(l);
  perform app.index_imported(v_tenant, 'lead', v_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_patients (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  insert into public.patients (tenant_id, id, full_name, social_name, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  select p_import.tenant_id, r.id, r.name, v.social_name, v.birth_date, v.cpf, v.cep, v.street, v.street_number, v.complement, v.district, v.city,
    v.state, v.note, p_import.requested_by
  from unnest(p_rows) r cross join lateral jsonb_populate_record(null::public.patients, r.fields) v where r.is_new;
  perform app.change_imported(p_import, p_rows);
  perform app.add_imported_contacts(p_import, 'patient', p_rows);
  perform app.index_imported(p_import.tenant_id, 'patient', p_rows);
end;
$function$;

CREATE OR REPLACE FUNCTION public.begin_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_kind      text,
  p_file_name text,
  p_bytes     bigint,
  p_mime_type text   DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
  v_file app.media_files;
  v_most bigint := (select b.file_size_limit from storage.buckets b where b.id = 'imports');
  v_name text := coalesce(app.trimmed(p_file_name, 200), 'arquivo');
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_kind := app.import_kind(p_kind);
  perform app.require_member(p_tenant_id, v_kind.roles);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  if p_bytes > v_most then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_most::text, hint = format('Up to %s bytes.', v_most);
  end if;
  v_file := app.begin_upload(p_tenant_id, p_id, 'document', coalesce(nullif(p_mime_type, ''), 'application/octet-stream'), p_bytes, v_name,
    p_bucket => 'imports');
  insert into public.imports (tenant_id, id, kind, file_name, bytes, requested_by)
  values (p_tenant_id, p_id, p_kind, v_name, p_bytes, auth.uid())
  on conflict do nothing;
  return jsonb_build_object('id', p_id, 'bucket', v_file.bucket, 'path', v_file.path, 'max_bytes', v_most);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.cancel_import (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.imports
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
begin
  if v_import.state not in ('uploading', 'queued', 'running') then
    return v_import;
  end if;
  update public.imports i set state = 'cancelled', attempt = null, finished_at = clock_timestamp(), undo_until = clock_timestamp() + interval '7 days'
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  perform app.note_import_end(v_import, 'import.cancelled');
  return v_import;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_import"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.get_import_settings (
  p_tenant_id uuid,
  p_kind      text,
  p_signature text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_kind app.import_kinds;
begin
  perform app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_kind := app.import_kind(p_kind);
  perform app.require_member(p_tenant_id, v_kind.roles);
  return jsonb_build_object('today', app.clinic_today(p_tenant_id),
    'columns', (
      select m.columns from public.import_mappings m
      where m.tenant_id = p_tenant_id and m.kind = p_kind and m.signature = md5(p_signature)),
    'custom', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'label', f.label, 'type', f.type, 'options', f.options) order by f.position, f.id), '[]')
      from public.custom_fields f where f.tenant_id = p_tenant_id and f.entity = v_kind.entity and f.archived_at is null));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."get_import_settings"(uuid, text, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_import_kept (
  p_tenant_id uuid,
  p_id        uuid,
  p_limit     integer DEFAULT 100
)
  RETURNS TABLE (
    record_id uuid,
    name      text,
    because   text
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
  v_table text;
begin
  select k.table_name into v_table from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
  where i.tenant_id = p_tenant_id and i.id = p_id;
  if v_table is null then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return query execute format($query$
    select t.id, coalesce(to_jsonb(t) ->> 'name', to_jsonb(t) ->> 'full_name', to_jsonb(t) ->> 'title'), i.kept_because
    from app.import_records i join %s t on t.tenant_id = $1 and t.id = i.record_id
    where i.tenant_id = $1 and i.import_id = $2 and i.outcome = 'kept' and i.is_main
    order by 2, 1 limit $3$query$, v_table) using p_tenant_id, p_id, least(greatest(coalesce(p_limit, 100), 1), 500);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_import_kept"(uuid, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_import_rows (
  p_tenant_id uuid,
  p_id        uuid,
  p_after     integer DEFAULT 0,
  p_limit     integer DEFAULT 1000
)
  RETURNS TABLE (
    row_number integer,
    cells      text[],
    kinds      text[],
    wrong      smallint[]
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  if not exists (
    select from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
    where i.tenant_id = p_tenant_id and i.id = p_id)
  then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  return query
  select r.row_number, r.cells, r.kinds, r.wrong from public.import_rows r
  where r.tenant_id = p_tenant_id and r.import_id = p_id and r.row_number > coalesce(p_after, 0)
  order by r.row_number limit least(greatest(coalesce(p_limit, 1000), 1), 1000);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_import_rows"(uuid, uuid, integer, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_imports (
  p_tenant_id uuid,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id                uuid,
    kind              text,
    file_name         text,
    state             text,
    policy            text,
    done              integer,
    total             integer,
    created           integer,
    updated           integer,
    unchanged         integer,
    merged            integer,
    rejected          integer,
    undone            integer,
    kept              integer,
    failure           text,
    headings          jsonb,
    requested_by      uuid,
    requested_by_name text,
    created_at        timestamp with time zone,
    finished_at       timestamp with time zone,
    undo_until        timestamp with time zone,
    can_undo          boolean,
    seconds_left      integer
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id, array['owner', 'admin', 'supervisor', 'operator']);
begin
  return query
  select i.id, i.kind, i.file_name, i.state, i.policy, i.done, i.total, i.created, i.updated, i.unchanged, i.merged, i.rejected, i.undone, i.kept,
    i.failure, coalesce(i.options -> 'headings', '[]'), i.requested_by, app.name_of_member(i.requested_by), i.created_at, i.finished_at, i.undo_until,
    i.state in ('ready', 'failed', 'cancelled') and i.created + i.updated > 0 and i.undo_until > now(),
    case when i.state = 'running' and i.done > 0 and i.total > i.done then
      ceil(extract(epoch from clock_timestamp() - i.started_at) / i.done * (i.total - i.done))::integer end
  from public.imports i join app.import_kinds k on k.key = i.kind and v_role = any (k.roles)
  where i.tenant_id = p_tenant_id and i.state <> 'uploading'
  order by i.created_at desc, i.id desc limit least(greatest(coalesce(p_limit, 50), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_imports"(uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.start_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_policy    text,
  p_options   jsonb
)
  RETURNS public.imports
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
  v_signature text := p_options ->> 'signature';
begin
  if v_import.state <> 'uploading' then
    return v_import;
  end if;
  if v_import.requested_by <> auth.uid() then
    raise sqlstate 'PT404' using message = 'import_not_found';
  end if;
  if coalesce(p_policy, '') not in ('skip', 'fill', 'overwrite') or jsonb_typeof(p_options -> 'columns') is distinct from 'array'
    or not exists (select from jsonb_array_elements(p_options -> 'columns') c where c <> 'null') then
    raise sqlstate 'PT400' using message = 'invalid_import';
  end if;
  update public.imports i set state = 'queued', policy = p_policy, options = p_options - 'signature'
  where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  -- the next file with these headings is read the same way
  if v_signature ~ '\S' then
    insert into public.import_mappings (tenant_id, kind, signature, columns) values (p_tenant_id, v_import.kind, md5(v_signature), p_options -> 'columns')
    on conflict (tenant_id, kind, signature) do update set columns = excluded.columns, updated_at = now();
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'import_rows', jsonb_build_object('id', p_id), 'import:' || p_id);
  perform app.audit(p_tenant_id, 'import.requested', 'import', p_id::text, null,
    jsonb_build_object('kind', v_import.kind, 'file', v_import.file_name, 'policy', p_policy));
  perform app.tell_import(v_import);
  return v_import;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.undo_import (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS public.imports
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_import public.imports := app.require_import(p_tenant_id, p_id);
begin
  if v_import.state in ('undoing', 'undone') then
    return v_import;
  end if;
  if v_import.state not in ('ready', 'failed', 'cancelled') then
    raise sqlstate 'PT409' using message = 'import_not_over';
  end if;
  if v_import.undo_until <= p_now then
    raise sqlstate 'PT410' using message = 'import_undo_over';
  end if;
  update public.imports i set state = 'undoing' where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_import;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key) values (p_tenant_id, 'undo_import', jsonb_build_object('id', p_id), 'undo_import:' || p_id);
  perform app.tell_import(v_import);
  return v_import;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."undo_import"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."media_files"
  ADD CONSTRAINT "bucket_is_known" CHECK ((bucket = ANY (ARRAY['whatsapp-media'::text, 'patient-files'::text, 'imports'::text])));

ALTER TABLE "public"."contacts"
  ADD CONSTRAINT "texts_fit" CHECK (((char_length(job) <= 100) AND (char_length(origin_detail) <= 100) AND (char_length(note) <= 2000)));

ALTER TABLE "public"."crm_leads"
  ADD CONSTRAINT "texts_fit" CHECK (((char_length(company) <= 120) AND (char_length(origin_detail) <= 100) AND (char_length(message) <= 2000) AND (char_length(note) <= 2000)));

ALTER TABLE "public"."import_mappings"
  ADD CONSTRAINT "import_mappings_kind_fkey" FOREIGN KEY (kind) REFERENCES app.import_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "public"."import_mappings"
  ADD CONSTRAINT "import_mappings_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."imports"
  ADD CONSTRAINT "imports_kind_fkey" FOREIGN KEY (kind) REFERENCES app.import_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "app"."import_records"
  ADD CONSTRAINT "import_records_tenant_id_import_id_fkey" FOREIGN KEY (tenant_id, import_id) REFERENCES public.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."import_rows"
  ADD CONSTRAINT "import_rows_tenant_id_import_id_fkey" FOREIGN KEY (tenant_id, import_id) REFERENCES public.imports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."imports"
  ADD CONSTRAINT "imports_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX contact_emails_email ON public.contact_emails USING btree (tenant_id, email);

CREATE INDEX crm_leads_more_emails ON public.crm_leads USING gin (tenant_id, more_emails)
  WHERE (more_emails <> '{}'::text[]);

CREATE INDEX crm_leads_more_phones ON public.crm_leads USING gin (tenant_id, more_phones)
  WHERE (more_phones <> '{}'::text[]);

CREATE INDEX import_mappings_kind ON public.import_mappings USING btree (kind);

CREATE INDEX imports_kind ON public.imports USING btree (kind);

CREATE INDEX imports_newest ON public.imports USING btree (tenant_id, created_at DESC, id DESC);

CREATE POLICY "select_nobody" ON "app"."import_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."import_records"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_desk" ON "public"."import_mappings"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."import_rows"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "select_desk" ON "public"."imports"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text, 'supervisor'::text, 'operator'::text]) AS my_tenant_ids_as)));

CREATE POLICY "insert_import_of_uploader" ON "storage"."objects"
  FOR INSERT
  TO "authenticated"
  WITH CHECK (((bucket_id = 'imports'::text) AND app.may_upload_media(bucket_id, name)));

COMMENT ON COLUMN "app"."import_kinds"."columns" IS 'Columns of the table that a row of a file may fill; what else it names is ignored.';

COMMENT ON COLUMN "app"."import_kinds"."keys" IS 'What two rows of one file share when they may be about one record: cpf, cnpj, phones, emails, name+phones, name+emails, name+birth_date, name+city, or field:<column>.';

COMMENT ON COLUMN "app"."import_kinds"."match_function" IS '(clinic, app.import_row[]) returns setof (n, id, patient_id): the record that each row is about, once a row.';

COMMENT ON COLUMN "app"."import_kinds"."parts" IS 'Tables whose rows are parts of a record: they go with it in an undo; what any other table refers to stays.';

COMMENT ON COLUMN "app"."import_kinds"."write_function" IS '(public.imports, app.import_row[]) returns void: writes rows of which no two are about one record; is_new ones are inserted under their id.';

COMMENT ON COLUMN "app"."import_records"."before" IS 'What stood in the columns that the import changed; after: what it wrote there.';

COMMENT ON COLUMN "app"."import_records"."is_main" IS 'Counted in the import; others came along (the company of a contact).';

COMMENT ON COLUMN "app"."import_records"."phones" IS 'Numbers, addresses and tags that the import added.';

COMMENT ON COLUMN "app"."import_records"."version" IS 'Of the record when the import left it: a higher one was changed since.';

COMMENT ON COLUMN "app"."media_files"."bucket" IS 'whatsapp-media: files of conversations. patient-files: files of patients, which public.patient_files keeps. imports: what somebody imports, for a day.';

COMMENT ON COLUMN "public"."contacts"."origin_detail" IS 'What a file called the origin (a fair, a campaign), in the clinic''s words.';

COMMENT ON COLUMN "public"."crm_leads"."more_phones" IS 'Further numbers of somebody who has several; phone is the one to call. more_emails likewise.';

COMMENT ON COLUMN "public"."crm_leads"."origin_detail" IS 'What a file called it (a fair, a campaign), in the clinic''s words.';

COMMENT ON COLUMN "public"."import_rows"."row_number" IS 'Which data row below the headings, counted from 1 without empty ones.';

COMMENT ON COLUMN "public"."import_rows"."wrong" IS 'Columns that a reason is about, counted from 0.';

COMMENT ON COLUMN "public"."imports"."done" IS 'Rows of the file that are settled: each is created, updated or unchanged (the first about its record), merged (a further one) or rejected.';

COMMENT ON COLUMN "public"."imports"."options" IS 'How the file is read, as the person confirmed it: {columns, headings, encoding, delimiter, header_row}.';

COMMENT ON COLUMN "public"."imports"."policy" IS 'What becomes of a record that is there already: skip (nothing), fill (only what is empty), overwrite (what the file says; empty cells erase nothing).';

COMMENT ON COLUMN "public"."imports"."undone" IS 'Records that the undo took back; kept: those that it left as they are, import_kept says why.';

COMMENT ON FUNCTION "app"."begin_import_attempt"(uuid, uuid, uuid) IS 'Caller: worker. What to import, how it is read, and from where on: {kind, options, done, path, time_zone, custom}. p_attempt is the lease of its job: what an earlier one says no longer counts. NULL when there is nothing to do any more. Errors: none.';

COMMENT ON FUNCTION "app"."end_import"(uuid, uuid, uuid, text) IS 'Caller: worker, when all rows are settled, or the file cannot be read (p_failure says why). False when it came too late. Errors: none.';

COMMENT ON FUNCTION "app"."forget_import"(uuid, uuid, timestamp with time zone, integer) IS 'Caller: worker, again and again until it answers true. Removes what was kept of an import for its undo, once that is no longer possible. Errors: none.';

COMMENT ON FUNCTION "app"."import_kind"(text) IS 'What is known of a kind of import. Errors: PT400 unknown_import_kind.';

COMMENT ON FUNCTION "app"."match_imported_companies"(uuid, app.import_row[]) IS 'The company of each row: the one with its CNPJ; else, unless both have one, the one with a common address, or of the same name in the same city.';

COMMENT ON FUNCTION "app"."match_imported_contacts"(uuid, app.import_row[]) IS 'The contact of each row: the one with a common address or phone; a patient who is none yet (patient_id without id) by the address, or the phone with the name.';

COMMENT ON FUNCTION "app"."match_imported_leads"(uuid, app.import_row[]) IS 'The lead of each row: the one with a common address or phone, an open one first.';

COMMENT ON FUNCTION "app"."match_imported_patients"(uuid, app.import_row[]) IS 'The patient of each row: the one with its CPF; else, unless both have one, the one of its name with a common phone or address, or born on the same day.';

COMMENT ON FUNCTION "app"."pause_import"(uuid, bigint, uuid) IS 'Caller: worker that holds the job of an import, or of its undo, and has worked on it long enough: others have their turn. NULL when the lease was lost.';

COMMENT ON FUNCTION "app"."require_import"(uuid, uuid) IS 'An import that the caller may see, locked. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';

COMMENT ON FUNCTION "app"."search_entry_words"(text, text[], text[], text[]) IS 'search_entries.words of something: its name, addresses and numbers as the search looks for them.';

COMMENT ON FUNCTION "app"."take_import_rows"(uuid, uuid, uuid, jsonb) IS 'Caller: worker that holds the job. Writes a piece of the file {from, to, total, rows: [{n, name, phones, emails, cpf, cnpj, birth_date, fields, custom, tags, company, cells}], rejected: [{n, cells, kinds, wrong}]} and the place it has come to in one transaction; from is where the import stands. Answers {done: where to go on}, NULL when it was cancelled or somebody else holds it. Errors: none.';

COMMENT ON FUNCTION "app"."undo_import_rows"(uuid, uuid, uuid, integer) IS 'Caller: worker, again and again until it answers true. Takes back a part of what an import did: what it made and nothing refers to goes, what it changed gets back what stood there; what somebody changed since, or uses, stays and says why. NULL when somebody else holds the job. Errors: none.';

COMMENT ON FUNCTION "app"."used_records"(text, uuid, uuid[], text[]) IS 'Found in the catalogue, so a new table that refers to the records counts by itself.';

COMMENT ON FUNCTION "app"."write_import_rows"(public.imports, app.import_row[]) IS 'Caller: app.take_import_rows. Writes rows set by set: a row waits for those before it that may be about its record, so the outcome is that of one after the other. {created, updated, unchanged} count records, updated also those that an earlier piece left unchanged; {merged} rows about a record that the import has touched before.';

COMMENT ON FUNCTION "app"."write_imported_companies"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Companies of a piece of a file.';

COMMENT ON FUNCTION "app"."write_imported_contacts"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Contacts of a piece of a file, with the companies and tags that they name.';

COMMENT ON FUNCTION "app"."write_imported_leads"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Leads of a piece of a file; one without a name is called by its number or address.';

COMMENT ON FUNCTION "app"."write_imported_patients"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Patients of a piece of a file.';

COMMENT ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) IS 'Caller: the roles of the kind. Before a browser puts the file at path of bucket; start_import begins. p_id comes from the client; the same again is the same import. Returns {id, bucket, path, max_bytes}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_import_kind, PT400 missing_client_id, PT400 empty_upload, PT400 media_too_large, PT429 too_many_uploads, PT409 upload_id_in_use.';

COMMENT ON FUNCTION "public"."cancel_import"(uuid, uuid) IS 'Caller: the roles of the kind. Nothing more is written; what is there stays, and can be taken back by undo_import. One that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';

COMMENT ON FUNCTION "public"."get_import_settings"(uuid, text, text) IS 'Caller: the roles of the kind. What a preview needs: the clinic''s day and own fields, and the columns that were chosen for these headings last time (p_signature). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_import_kind.';

COMMENT ON FUNCTION "public"."list_import_kept"(uuid, uuid, integer) IS 'Caller: the roles of the kind. What the undo of an import left as it is, by name; because: changed (somebody changed it since) or in_use (something refers to it). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';

COMMENT ON FUNCTION "public"."list_import_rows"(uuid, uuid, integer, integer) IS 'Caller: the roles of the kind. Rejected rows of an import in the order of the file; p_after: row_number of the last one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found.';

COMMENT ON FUNCTION "public"."list_imports"(uuid, integer) IS 'Caller: owner, administrators, supervisors and reception; each sees the kinds that their role may import. The newest first; seconds_left: at the pace so far. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) IS 'Caller: whoever began the import, when the file is there. p_policy: skip, fill or overwrite; p_options {columns: the field of each column or null, headings, encoding, delimiter, header_row as the preview found them, signature: the headings, by which the columns are remembered}. Asked again it answers how it stands. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_import, PT404 import_not_found.';

COMMENT ON FUNCTION "public"."undo_import"(uuid, uuid, timestamp with time zone) IS 'Caller: the roles of the kind, for seven days. Takes back what the import made and changed, in the background; what somebody changed since, or uses, stays (list_import_kept). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 import_not_found, PT409 import_not_over, PT410 import_undo_over.';

COMMENT ON TABLE "app"."import_kinds" IS 'Kinds of imports, and who may. A new one is a row, its two functions, and its fields in _shared/sales/import/fields.ts.';

COMMENT ON TABLE "app"."import_records" IS 'One row a record of an import; removed when it can no longer be undone.';

COMMENT ON TABLE "public"."import_mappings" IS 'Mappings of files by their headings (md5 of the folded ones).';

COMMENT ON TABLE "public"."import_rows" IS 'Rejected rows of imports; they go with the days in which the import can be undone.';

COMMENT ON TABLE "public"."imports" IS 'Imports of a clinic. The file is an upload of the bucket imports that goes after a day; what the import did is kept for the seven days in which it can be undone.';

REVOKE ALL ON FUNCTION "app"."add_imported_contacts"(public.imports, text, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."add_imported_contacts"(public.imports, text, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."add_imported_contacts"(public.imports, text, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."begin_import_attempt"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_import_attempt"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_import_attempt"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_import_attempt"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."change_imported"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."change_imported"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."change_imported"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."end_import"(uuid, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."end_import"(uuid, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_import"(uuid, uuid, uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."end_import"(uuid, uuid, uuid, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."forget_import"(uuid, uuid, timestamp WITH time zone, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_import"(uuid, uuid, timestamp WITH time zone, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_import"(uuid, uuid, timestamp WITH time zone, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_import"(uuid, uuid, timestamp WITH time zone, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_import"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_import"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_import"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."import_changes"(jsonb, jsonb, jsonb, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."import_changes"(jsonb, jsonb, jsonb, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."import_changes"(jsonb, jsonb, jsonb, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."import_keys"(text[], app.import_row) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."import_keys"(text[], app.import_row) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."import_keys"(text[], app.import_row) TO "postgres";

REVOKE ALL ON FUNCTION "app"."import_kind"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."import_kind"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."import_kind"(text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."import_summary"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."import_summary"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."import_summary"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_imported"(uuid, text, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_imported"(uuid, text, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_imported"(uuid, text, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."index_lead"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."index_lead"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."index_lead"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_companies"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_companies"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_companies"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_contacts"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_contacts"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_contacts"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_leads"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_leads"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_leads"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_patients"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_patients"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_patients"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_import_end"(public.imports, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_import_end"(public.imports, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_import_end"(public.imports, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."note_import_versions"(public.imports, text, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_import_versions"(public.imports, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_import_versions"(public.imports, text, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."pause_import"(uuid, bigint, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."pause_import"(uuid, bigint, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_import"(uuid, bigint, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."pause_import"(uuid, bigint, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."read_import_rows"(text, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."read_import_rows"(text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_import_rows"(text, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_import"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."require_import"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_import"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."search_entry_words"(text, text[], text[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."search_entry_words"(text, text[], text[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."search_entry_words"(text, text[], text[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tag_imported_contacts"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tag_imported_contacts"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tag_imported_contacts"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_import_rows"(uuid, uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_import_rows"(uuid, uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_import_rows"(uuid, uuid, uuid, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_import_rows"(uuid, uuid, uuid, jsonb) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_import"(public.imports) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_import"(public.imports) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_import"(public.imports) TO "postgres";

REVOKE ALL ON FUNCTION "app"."undo_import_rows"(uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."undo_import_rows"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."undo_import_rows"(uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."undo_import_rows"(uuid, uuid, uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."undo_imported"(public.imports, text, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."undo_imported"(public.imports, text, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."undo_imported"(public.imports, text, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."used_records"(text, uuid, uuid[], text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."used_records"(text, uuid, uuid[], text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."used_records"(text, uuid, uuid[], text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_import_rows"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_import_rows"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_import_rows"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_companies"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_companies"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_companies"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_contacts"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_contacts"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_contacts"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_leads"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_leads"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_leads"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_patients"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_patients"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_patients"(public.imports, app.import_row[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."begin_import"(uuid, uuid, text, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_import"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_import"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_import"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_import_settings"(uuid, text, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."get_import_settings"(uuid, text, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."get_import_settings"(uuid, text, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_import_kept"(uuid, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_import_kept"(uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_import_kept"(uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_import_rows"(uuid, uuid, integer, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_import_rows"(uuid, uuid, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_import_rows"(uuid, uuid, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_imports"(uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_imports"(uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_imports"(uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."start_import"(uuid, uuid, text, jsonb) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_import"(uuid, uuid, timestamp WITH time zone) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."undo_import"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_import"(uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON TABLE "public"."import_mappings" FROM "authenticated";

GRANT SELECT ON TABLE "public"."import_mappings" TO "authenticated";

REVOKE ALL ON TABLE "public"."import_mappings" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."import_mappings" TO "service_role";

REVOKE ALL ON TABLE "public"."import_rows" FROM "authenticated";

GRANT SELECT ON TABLE "public"."import_rows" TO "authenticated";

REVOKE ALL ON TABLE "public"."import_rows" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."import_rows" TO "service_role";

REVOKE ALL ON TABLE "public"."imports" FROM "authenticated";

GRANT SELECT ON TABLE "public"."imports" TO "authenticated";

REVOKE ALL ON TABLE "public"."imports" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."imports" TO "service_role";

insert into app.audit_actions (key, area, severity) values
  ('module.switched_on', 'settings', 'warning'), ('module.switched_off', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.job_kinds (kind, open_function, dead_function, revive_function, summary_function) values
  ('send_message', 'app.open_sends', 'app.give_up_send', 'app.revive_sends', 'app.message_job_summary'),
  ('opt_out_ack', null, null, null, 'app.message_job_summary'),
  ('opt_in_ack', null, null, null, 'app.message_job_summary')
on conflict (kind) do update set
  open_function = excluded.open_function, dead_function = excluded.dead_function,
  revive_function = excluded.revive_function, summary_function = excluded.summary_function;

-- Jobs of a moment to come: a conversation says itself what became of them, so Filas does not list them.
insert into app.job_kinds (kind, is_listed, dead_function) values
  ('send_scheduled', false, 'app.give_up_scheduled'),
  ('wake_conversation', false, null)
on conflict (kind) do update set is_listed = excluded.is_listed, dead_function = excluded.dead_function;
-- A gateway may need its time to give a file out: its lease is longer than that of a message.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function, summary_function) values
  ('fetch_media', 240, 10, 'app.open_media_fetches', 'app.give_up_media', 'app.revive_media', 'app.message_job_summary')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('remove_media', 100, false, 'app.open_media_removals')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
insert into app.job_kinds (kind, open_function, summary_function) values ('change_message', 'app.open_message_changes', 'app.message_job_summary')
on conflict (kind) do update set open_function = excluded.open_function, summary_function = excluded.summary_function;
-- Whoever was not told after some minutes has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_cap_seconds, is_listed, open_function) values
  ('send_push', 5, 120, false, 'app.open_pushes')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, backoff_cap_seconds = excluded.backoff_cap_seconds,
  is_listed = excluded.is_listed, open_function = excluded.open_function;
-- A page of a chat is written in one go; the job renews its lease with every page.
insert into app.job_kinds (kind, lease_seconds, max_attempts, open_function, dead_function, revive_function) values
  ('import_history', 120, 20, 'app.open_history_imports', 'app.give_up_history_import', 'app.revive_history_imports')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, open_function = excluded.open_function,
  dead_function = excluded.dead_function, revive_function = excluded.revive_function;
-- A picture that cannot be had is none: initials stand there, and the next one that is announced is fetched.
insert into app.job_kinds (kind, max_attempts, is_listed, open_function) values ('fetch_picture', 5, false, 'app.open_picture_fetches')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, open_function = excluded.open_function;
-- The log of automatic answers says what became of each; who is not answered within half an hour has no use for it any more.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('auto_reply', 6, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

-- Private: every object is opened by a signed address. What a browser says it uploads is one of the types that may be kept.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('whatsapp-media', 'whatsapp-media', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- A run says itself what became of its steps.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values
  ('workflow_event', 12, false, null), ('workflow_step', 8, false, 'app.give_up_workflow_step')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('patient.created', 'workflow_event', 'app.workflows_want'), ('patient.birthday', 'workflow_event', 'app.workflows_want'),
  ('message.received', 'workflow_event', 'app.workflows_want'), ('conversation.tagged', 'workflow_event', 'app.workflows_want'),
  ('session.status', 'workflow_event', 'app.workflows_want'), ('intake.submitted', 'workflow_event', 'app.workflows_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- A notice says itself what became of it, and so does an offer.
insert into app.job_kinds (kind, is_listed) values ('session_notice', false), ('freed_slot', false), ('waiting_slot', false)
on conflict (kind) do update set is_listed = excluded.is_listed;
-- The log of reminders says what became of each, and asks again by itself.
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false), ('waiting_answer', 12, false)
on conflict (kind) do update set max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;
-- An invoice says itself what became of it, and is tried again from its payment.
insert into app.job_kinds (kind, max_attempts, is_listed, dead_function) values ('service_invoice', 8, false, 'app.give_up_service_invoice')
on conflict (kind) do update set
  max_attempts = excluded.max_attempts, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- A PIX and a month say themselves what became of them. Whoever cannot be asked now is asked again with the next look.
insert into app.job_kinds (kind, is_listed) values ('check_pix', false), ('post_monthly_fees', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- A time that becomes free is offered to those who wait. Here, because a listener needs its kind first.
insert into app.event_subscribers (event, job_kind) values ('session.cancelled', 'freed_slot'), ('session.moved', 'freed_slot')
on conflict do nothing;

-- Private: every object is opened by a signed address. The types are those of whatsapp-media, which content is held against.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('patient-files', 'patient-files', false, 50 * 1024 * 1024, '{image/jpeg,image/png,image/webp,image/gif,audio/ogg,audio/mpeg,audio/mp4,audio/aac,audio/amr,video/mp4,video/quicktime,video/3gpp,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain,text/csv,application/octet-stream}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- A hold says itself what became of it.
insert into app.job_kinds (kind, is_listed) values ('release_holds', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- What sales write down: app.note_sale.
insert into app.audit_actions (key, area, severity)
select t.entity || '.' || v.verb, 'sales', case when v.verb in ('won', 'lost', 'became_patient', 'converted') then 'notice' else 'info' end
from (values ('contact'), ('company'), ('deal'), ('lead')) t (entity)
cross join (values ('created'), ('changed'), ('moved'), ('won'), ('lost'), ('reopened'), ('converted'), ('archived'), ('restored'), ('became_patient')) v (verb)
where t.entity in ('contact', 'company') and v.verb in ('created', 'changed', 'archived', 'restored')
  or t.entity = 'contact' and v.verb = 'became_patient'
  or t.entity = 'deal' and v.verb in ('created', 'changed', 'moved', 'won', 'lost', 'reopened')
  or t.entity = 'lead' and v.verb in ('created', 'changed', 'converted')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;
insert into app.audit_actions (key, area, severity) values
  ('import.requested', 'sales', 'notice'), ('import.finished', 'sales', 'notice'), ('import.cancelled', 'sales', 'info'),
  ('import.undone', 'sales', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('campaign.scheduled', 'sales', 'info'), ('campaign.unscheduled', 'sales', 'info'), ('campaign.started', 'sales', 'notice'),
  ('campaign.paused', 'sales', 'notice'), ('campaign.resumed', 'sales', 'notice'), ('campaign.stopped', 'sales', 'notice'),
  ('campaign.retried', 'sales', 'notice'), ('campaign.settings', 'sales', 'notice'),
  ('marketing_permission.recorded', 'sales', 'info'), ('marketing_permission.revoked', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('segment.created', 'sales', 'info'), ('segment.changed', 'sales', 'info'), ('segment.deleted', 'sales', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.import_kinds (key, position, roles, table_name, entity, columns, match_function, write_function, keys, parts) values
  ('patients', 1, '{owner,admin,supervisor,operator}', 'public.patients', 'patient',
    '{full_name,social_name,birth_date,cpf,cep,street,street_number,complement,district,city,state,note}',
    'app.match_imported_patients', 'app.write_imported_patients', '{cpf,name+phones,name+emails,name+birth_date}',
    '{public.contact_phones,public.contact_emails}'),
  ('contacts', 2, '{owner,admin,supervisor,operator}', 'public.contacts', 'contact', '{full_name,company_id,job,origin_detail,note,custom}',
    'app.match_imported_contacts', 'app.write_imported_contacts', '{phones,emails}',
    '{public.contact_phones,public.contact_emails,public.contact_tags,public.sales_events}'),
  ('companies', 3, '{owner,admin,supervisor,operator}', 'public.companies', 'company', '{name,cnpj,segment,website,city,state,note,custom}',
    'app.match_imported_companies', 'app.write_imported_companies', '{cnpj,emails,name+city}',
    '{public.contact_phones,public.contact_emails,public.sales_events}'),
  ('leads', 4, '{owner,admin,supervisor,operator}', 'public.crm_leads', 'lead',
    '{full_name,email,phone,more_emails,more_phones,company,origin_detail,note,custom}',
    'app.match_imported_leads', 'app.write_imported_leads', '{phones,emails}', '{public.sales_events}')
on conflict (key) do update set position = excluded.position, roles = excluded.roles, table_name = excluded.table_name, entity = excluded.entity,
  columns = excluded.columns, match_function = excluded.match_function, write_function = excluded.write_function, keys = excluded.keys,
  parts = excluded.parts;

-- A step is short, and each one that gets on begins the count anew.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, dead_function, summary_function) values
  ('run_campaign', 60, 20, 2, 60, 'app.give_up_campaign', 'app.campaign_job_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  backoff_base_seconds = excluded.backoff_base_seconds, backoff_cap_seconds = excluded.backoff_cap_seconds,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;

-- An import says itself how far it is: whoever takes the job after a crash goes on behind the last piece.
insert into app.job_kinds (kind, lease_seconds, max_attempts, dead_function, summary_function) values
  ('import_rows', 60, 12, 'app.give_up_import', 'app.import_summary'),
  ('undo_import', 60, 12, null, 'app.import_summary')
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  dead_function = excluded.dead_function, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('forget_import', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- Private: whoever began an import puts its file, no browser opens one, the worker reads it.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('imports', 'imports', false, 26214400, '{text/csv,text/plain,application/octet-stream,application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- What happens to the rows of audited tables.
insert into app.audit_actions (key, area, severity)
select t.entity || v.verb, t.area, (array['info', 'notice', 'warning'])[1 + greatest(t.severity, case v.verb when '.deleted' then 1 else 0 end)]
from (values
  ('clinic', 'settings', 1), ('member', 'team', 2), ('invitation', 'team', 1), ('therapist', 'team', 1), ('therapist_fiscal', 'money', 1),
  ('patient', 'patients', 0), ('care_team', 'record', 1), ('patient_file', 'patients', 0), ('patient_document', 'record', 0),
  ('patient_merge', 'patients', 1), ('consent', 'privacy', 1), ('receipt', 'money', 1), ('payout_rule', 'money', 1),
  ('session_price', 'money', 1), ('absence_policy', 'money', 1), ('session_type', 'agenda', 0), ('workflow', 'automation', 1),
  ('channel', 'messages', 1), ('agenda_settings', 'settings', 0), ('booking_settings', 'settings', 1), ('money_settings', 'settings', 0),
  ('fiscal_settings', 'settings', 1), ('record_settings', 'settings', 2), ('waiting_settings', 'settings', 0),
  ('notice_settings', 'settings', 0), ('reminder_settings', 'settings', 0), ('autoreply_settings', 'settings', 0),
  ('optout_settings', 'settings', 0)
) t (entity, area, severity)
cross join (values ('.created'), ('.changed'), ('.deleted')) v (verb)
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('money.reversal', 'money', 'warning'), ('money.refund', 'money', 'warning'), ('money.adjustment', 'money', 'warning'),
  ('money.override', 'money', 'warning'),
  ('record.read', 'record', 'info'), ('record.copy', 'record', 'warning'), ('record.break_glass', 'record', 'critical'),
  ('record.opened', 'record', 'critical'),
  ('session.booked', 'agenda', 'info'), ('session.moved', 'agenda', 'info'), ('session.changed', 'agenda', 'info'),
  ('session.status', 'agenda', 'info'), ('session.cancelled', 'agenda', 'notice'), ('session.joined', 'agenda', 'info'),
  ('session.left', 'agenda', 'info'),
  ('conversation.assigned', 'messages', 'info'), ('conversation.unassigned', 'messages', 'info'), ('conversation.finished', 'messages', 'info'),
  ('conversation.reopened', 'messages', 'info'), ('conversation.opted_out', 'messages', 'notice'), ('conversation.opted_in', 'messages', 'notice'),
  ('conversation.renamed', 'messages', 'info'), ('conversation.tagged', 'messages', 'info'), ('conversation.untagged', 'messages', 'info'),
  ('conversation.moved', 'messages', 'info'), ('conversation.snoozed', 'messages', 'info'), ('conversation.woken', 'messages', 'info'),
  ('conversation.blocked', 'messages', 'notice'), ('conversation.unblocked', 'messages', 'notice'),
  ('conversation.schedule_cancelled', 'messages', 'info'),
  ('fiscal.exported', 'money', 'notice'),
  ('credits.granted', 'service', 'notice'), ('credits.taken_back', 'service', 'warning'), ('addon.granted', 'service', 'notice'),
  ('addon.limited', 'service', 'notice'),
  ('privacy_request.opened', 'privacy', 'notice'), ('privacy_request.answered', 'privacy', 'notice'),
  ('privacy_request.received', 'privacy', 'notice'), ('privacy_request.linked', 'privacy', 'notice'), ('privacy_page.saved', 'privacy', 'notice'),
  ('incident.saved', 'privacy', 'critical'), ('processing_record.saved', 'privacy', 'info'),
  ('retention.changed', 'privacy', 'warning'), ('retention.removed', 'privacy', 'warning'),
  ('erasure.requested', 'privacy', 'critical'), ('erasure.finished', 'privacy', 'critical'), ('identity.opened', 'privacy', 'critical'),
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice'),
  ('second_factor.added', 'team', 'notice'), ('second_factor.removed', 'team', 'warning'), ('second_factor.reset', 'team', 'critical'),
  ('second_factor.recovered', 'team', 'critical'), ('second_factor.required', 'team', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.audit_actions (key, area, severity) values
  ('clinic.cancelled', 'settings', 'critical'), ('clinic.restored', 'settings', 'critical'),
  ('api_key.created', 'settings', 'warning'), ('api_key.revoked', 'settings', 'warning'),
  ('webhook.created', 'settings', 'warning'), ('webhook.changed', 'settings', 'notice'), ('webhook.secret_rotated', 'settings', 'warning'),
  ('webhook.deleted', 'settings', 'warning'), ('webhook.disabled', 'settings', 'warning')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

-- 30 s, 1 min, 2 min … 6 h: a server may be down for a day and a half. Deliveries have a log of their own.
insert into app.job_kinds (kind, lease_seconds, max_attempts, backoff_base_seconds, backoff_cap_seconds, is_listed, dead_function) values
  ('tell_webhooks', 60, 12, 5, 900, false, null),
  ('deliver_webhook', 60, 16, 30, 21600, false, 'app.give_up_webhook')
on conflict (kind) do update set
  lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, is_listed = excluded.is_listed, dead_function = excluded.dead_function;

insert into app.event_subscribers (event, job_kind, wanted_function) values
  ('message.received', 'tell_webhooks', 'app.webhooks_want'), ('patient.created', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.changed', 'tell_webhooks', 'app.webhooks_want'), ('patient.restored', 'tell_webhooks', 'app.webhooks_want'),
  ('patient.archived', 'tell_webhooks', 'app.webhooks_want'), ('session.booked', 'tell_webhooks', 'app.webhooks_want'),
  ('session.moved', 'tell_webhooks', 'app.webhooks_want'), ('session.changed', 'tell_webhooks', 'app.webhooks_want'),
  ('session.status', 'tell_webhooks', 'app.webhooks_want'), ('session.joined', 'tell_webhooks', 'app.webhooks_want'),
  ('session.left', 'tell_webhooks', 'app.webhooks_want'), ('session.cancelled', 'tell_webhooks', 'app.webhooks_want'),
  ('payment.received', 'tell_webhooks', 'app.webhooks_want')
on conflict (event, job_kind) do update set wanted_function = excluded.wanted_function;

-- An e-mail server may be away for an hour; who is not told after a day has no use for it any more.
insert into app.job_kinds (kind, max_attempts, backoff_base_seconds, backoff_cap_seconds, summary_function) values
  ('send_email', 14, 15, 7200, 'app.email_job_summary')
on conflict (kind) do update set max_attempts = excluded.max_attempts, backoff_base_seconds = excluded.backoff_base_seconds,
  backoff_cap_seconds = excluded.backoff_cap_seconds, summary_function = excluded.summary_function;
insert into app.job_kinds (kind, is_listed) values ('tell_alert', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

-- An export says itself how far it is. A worker that dies is followed by the next one after a minute without progress.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed, dead_function) values
  ('build_export', 60, 6, false, 'app.give_up_export'),
  ('remove_export', 60, 12, false, null)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts,
  is_listed = excluded.is_listed, dead_function = excluded.dead_function;

-- Each step is a transaction of its own: whoever takes the job after a crash goes on with the next one.
insert into app.job_kinds (kind, lease_seconds, max_attempts, is_listed) values ('erase_person', 60, 30, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, max_attempts = excluded.max_attempts, is_listed = excluded.is_listed;

insert into app.job_kinds (kind, is_listed) values ('run_retention', false)
on conflict (kind) do update set is_listed = excluded.is_listed;

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;

-- Reasons first: what is kept names one.
insert into app.retention_rules (key, law, reason, years, counts_from) values
  ('record', 'Lei 13.787/2018, art. 6º', 'O prontuário é guardado por 20 anos a partir do último registro.', 20, 'last_record_entry'),
  ('fiscal', 'CTN, art. 173, I, e art. 195, parágrafo único', 'Registros de cobrança, pagamento e recibo são guardados por 5 anos, contados do fim do ano.', 5, 'end_of_year'),
  ('consent', 'LGPD, art. 8º, § 2º, e art. 16, I', 'A prova de que um termo foi aceito ou retirado é guardada enquanto pode ser exigida.', 5, 'erasure'),
  ('account', 'LGPD, art. 16, I, e art. 37', 'O registro de quem acessou e do que foi feito com os dados é guardado para prestar contas.', 5, 'erasure'),
  ('others', 'LGPD, art. 18', 'É também dado de outra pessoa, que não pediu a eliminação.', null, 'nothing')
on conflict (key) do update set law = excluded.law, reason = excluded.reason, years = excluded.years, counts_from = excluded.counts_from;
insert into app.personal_data (table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  -- who the person is
  ('public.patients', 'identity', 10, 't.id = any ($2)', 'clinic', null, 't.created_at', '{sort_name,sound,version,merged_into_id}', 'anonymise', null,
    'full_name = ''Pessoa anonimizada'', social_name = null, pronoun = null, gender = null, birth_date = null, cpf = null, cep = null, street = null, street_number = null, complement = null, district = null, city = null, state = null, note = null, archived_at = coalesce(t.archived_at, now()), version = t.version + 1', 90, null, null),
  ('public.contact_phones', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.contact_emails', 'contacts', 20, 't.patient_id = any ($2)', 'clinic', null, 't.position', '{entity_type,entity_id,medico_id}', 'delete', null, null, 60, null, null),
  ('public.patient_relations', 'relations', 30, '(t.patient_id = any ($2) or t.related_patient_id = any ($2))', 'clinic', null, 't.position', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_merges', null, 0, '(t.survivor_id = any ($2) or t.merged_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 85, null, 'what was merged is in the sections of what it is about'),
  ('app.patient_merge_rows', null, 0, 'exists (select from public.patient_merges m where m.tenant_id = t.tenant_id and m.id = t.merge_id and (m.survivor_id = any ($2) or m.merged_id = any ($2)))', 'nobody', null, '1', '{}', 'delete', null, null, 84, null, 'for the undo of a merge'),
  ('public.patient_distinctions', null, 0, '(t.low_id = any ($2) or t.high_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'two ids and nothing else'),
  -- what the person agreed to
  ('public.consents', 'consents', 40, 't.patient_id = any ($2)', 'clinic', null, 't.given_at', '{ip_hash,text_fingerprint}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_invites', null, 0, 't.patient_id = any ($2) or t.thread_id = any ($3)', 'nobody', null, '1', '{token_hash}', 'anonymise', null, 'thread_id = null, expires_at = least(t.expires_at, now())', 20, null, 'links that were sent; what was answered is in intake'),
  ('public.intake_submissions', 'intake', 50, 't.patient_id = any ($2)', 'clinic', null, 't.submitted_at', '{ip_hash,taken}', 'keep', null, null, 50, 'consent', null),
  ('public.intake_answers', 'intake', 51, 'exists (select from public.intake_submissions s where s.tenant_id = t.tenant_id and s.id = t.submission_id and s.patient_id = any ($2))', 'treating', 'not t.is_clinical', 't.submission_id, t.section_key', '{}', 'delete', 'not t.is_clinical', null, 40, 'record', null),
  ('public.conversation_optouts', 'optouts', 60, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  -- the agenda
  ('public.sessions', 'sessions', 70, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id = any ($2))', 'clinic', null, 't.starts_at', '{during,version,blocks_time}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.id and p.patient_id <> all ($2))', 'title = null, note = null, cancel_reason = null, online_url = null', 40, 'others', null),
  ('public.session_patients', 'attendance', 71, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{position}', 'follows', null, null, 50, null, 'presence of an anonymous person'),
  ('app.session_events', 'session_history', 72, 'exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id = any ($2))', 'clinic', null, 't.created_at', '{due_at}', 'anonymise', 'not exists (select from public.session_patients p where p.tenant_id = t.tenant_id and p.session_id = t.session_id and p.patient_id <> all ($2))', 'before = t.before - array[''title'', ''note'', ''cancel_reason'', ''online_url''], after = t.after - array[''title'', ''note'', ''cancel_reason'', ''online_url'']', 41, 'others', null),
  ('public.online_bookings', 'online_bookings', 73, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.waiting_list', 'waiting_list', 74, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_notices', 'notices', 75, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 40, null, null),
  ('app.session_notice_wishes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what is about to be told'),
  ('public.conversation_session_reminders_logs', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.due_at', '{}', 'delete', null, null, 40, null, null),
  ('public.session_calls', 'reminders', 76, 't.patient_id = any ($2)', 'clinic', null, 't.noted_at', '{}', 'delete', null, null, 40, null, null),
  ('public.webhook_deliveries', null, 0, 'exists (select from unnest($2 || $3) a where strpos(t.data::text, a::text) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what other systems of the clinic were told; it is in the other sections'),
  ('public.session_prices', 'prices', 77, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'follows', null, null, 50, null, 'a price of an anonymous person'),
  -- money
  ('public.payers', 'payer', 80, 't.id = any ($4)', 'desk', null, 't.created_at', '{identity}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_charges', 'charges', 81, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.due_on, t.id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_payments', 'payments', 82, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_entries', 'ledger', 83, '(t.payer_id = any ($4) or t.patient_id = any ($2))', 'desk', null, 't.number', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.money_reminders', 'money_reminders', 84, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{thread_key}', 'delete', null, null, 40, null, null),
  ('public.receipts', 'receipts', 85, 't.patient_id = any ($2)', 'desk', null, 't.issued_at', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.service_invoices', 'receipts', 85, 'exists (select from public.money_payments p where p.tenant_id = t.tenant_id and p.id = t.payment_id and p.payer_id = any ($4))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.waiting_list_offers', 'waiting_list', 74, 'exists (select from public.waiting_list w where w.tenant_id = t.tenant_id and w.id = t.entry_id and w.patient_id = any ($2))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 39, null, null),
  ('public.receita_saude_rows', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'lines of files for the tax office; the payments are in payments'),
  ('public.session_bills', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'fiscal', 'how a charge was computed; it is in charges'),
  ('public.session_packages', 'packages', 86, '(t.patient_id = any ($2) or t.payer_id = any ($4))', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.package_consumptions', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'numbers of a package'),
  ('public.monthly_fees', 'monthly_fees', 87, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{}', 'anonymise', null, 'note = null', 40, null, null),
  ('public.payout_rules', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'what a therapist gets; a payer''s id and no word about anybody'),
  ('app.pix_charges', 'pix', 88, 't.payer_id = any ($4)', 'desk', null, 't.created_at', '{charging_until,asaas_customer_id}', 'keep', null, null, 50, 'fiscal', null),
  ('app.pix_events', null, 0, 'exists (select from app.pix_charges c where c.tenant_id = t.tenant_id and c.id = t.pix_charge_id and c.payer_id = any ($4))', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 40, null, 'what the bank told, as it came; the payment is in payments'),
  -- the record
  ('public.care_team', 'care_team', 90, 't.patient_id = any ($2)', 'clinic', null, 't.since', '{}', 'follows', null, null, 50, null, 'who treated an anonymous person: names of the team alone'),
  ('public.record_entries', 'record', 91, 't.patient_id = any ($2) and t.signed_at is not null', 'treating', null, 't.occurred_on, t.created_at', '{version}', 'keep', null, null, 50, 'record', null),
  ('public.record_entry_versions', null, 0, 'exists (select from public.record_entries e where e.tenant_id = t.tenant_id and e.id = t.entry_id and e.patient_id = any ($2))', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'drafts of what is signed in record'),
  ('public.private_notes', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'keep', null, null, 50, 'record', 'private folder of the professional: named and withheld'),
  ('public.record_reads', 'record_reads', 92, 't.patient_id = any ($2) and t.note_id is null', 'clinic', null, 't.at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.record_break_glass', 'record_reads', 93, 't.patient_id = any ($2)', 'clinic', null, 't.opened_at', '{}', 'keep', null, null, 50, 'account', null),
  ('public.patient_documents', 'documents', 94, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.issued_at', '{}', 'keep', null, null, 50, 'record', null),
  ('public.patient_files', 'files', 95, 't.patient_id = any ($2)', 'treating', 'not t.is_clinical', 't.created_at', '{}', 'delete', 'not t.is_clinical and not exists (select from public.patient_documents d where d.tenant_id = t.tenant_id and d.file_id = t.id)', null, 40, 'record', null),
  -- conversations
  ('public.conversation_threads', 'conversations', 100, 't.id = any ($3)', 'clinic', null, 't.created_at', '{tag_ids,thread_key,picture_path,last_message_preview}', 'delete', null, null, 80, null, null),
  ('public.conversation_addresses', 'conversations', 101, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 79, null, null),
  ('public.conversation_messages', 'messages', 102, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at, t.id', '{client_id,provider,provider_message_id,reply_to_provider_id,error_detail,next_attempt_at}', 'delete', null, null, 70, null, null),
  ('app.message_words', null, 0, 'exists (select from public.conversation_messages m where m.tenant_id = t.tenant_id and m.id = t.message_id and m.thread_id = any ($3))', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'words of messages for the search: they go with them'),
  ('public.conversation_notes', 'team_notes', 103, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 61, null, null),
  ('app.conversation_note_edits', null, 0, 'exists (select from public.conversation_notes n where n.tenant_id = t.tenant_id and n.id = t.note_id and n.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'earlier words of team_notes'),
  ('public.scheduled_messages', 'scheduled', 104, 't.thread_id = any ($3)', 'clinic', null, 't.send_at', '{}', 'delete', null, null, 60, null, null),
  ('public.conversation_drafts', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what somebody of the clinic began to write and did not send'),
  ('public.conversation_pins', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'order of somebody''s list'),
  ('public.conversation_thread_tags', 'tags', 105, 't.thread_id = any ($3)', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.patient_conversations', null, 0, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'nobody', null, '1', '{}', 'delete', null, null, 78, null, 'which conversations are the person''s: they are in conversations'),
  ('app.conversation_events', 'conversation_history', 106, 't.thread_id = any ($3)', 'clinic', null, 't.occurred_at', '{}', 'delete', null, null, 60, null, null),
  ('app.contact_pictures', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'the picture of a profile, which its owner has'),
  ('public.conversation_autoreply_log', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'why an automatic answer was sent; the answer is in messages'),
  ('app.first_answers', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until an answer'),
  ('app.resolutions', null, 0, 't.thread_id = any ($3)', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'minutes until a conversation was finished'),
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- sales
  ('public.contacts', 'sales', 112, 't.patient_id = any ($2)', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'full_name = ''Pessoa anonimizada'', job = null, note = null, custom = ''{}''', 62, null, null),
  ('public.deals', 'sales', 113, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'anonymise', null, 'title = ''Oportunidade'', note = null, lost_note = null, custom = ''{}''', 61, null, null),
  ('public.crm_leads', 'sales', 114, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'desk', null, 't.created_at', '{sort_key,version}', 'delete', null, null, 60, null, null),
  ('app.import_records', null, 0, 't.record_id = any ($2)', 'nobody', null, '1', '{}', 'delete', null, null, 40, null, 'what an import did, kept some days for its undo'),
  ('public.sales_events', null, 0, 'exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.patient_id = any ($2) and (c.id = t.contact_id or exists (select from public.deals d where d.tenant_id = t.tenant_id and d.id = t.deal_id and d.contact_id = c.id)))', 'nobody', null, '1', '{}', 'delete', null, null, 59, null, 'what was changed in contacts and deals; they are in sales'),
  ('public.marketing_permissions', 'consents', 41, '(t.patient_id = any ($2) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{recorded_by,revoked_by}', 'keep', null, null, 50, 'consent', null),
  ('public.campaign_recipients', 'messages', 103, '(t.patient_id = any ($2) or t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{person_key,hold_id,hold_position,fills,address}', 'delete', null, null, 58, null, null),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'follows', null, null, 50, null, 'which copies were asked for; their files are removed when an erasure begins'),
  ('public.privacy_requests', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{token_hash}', 'keep', null, null, 50, 'account', null),
  ('public.erasures', 'requests', 111, 't.patient_id = any ($2)', 'clinic', null, 't.created_at', '{scope,counts,step,total}', 'follows', null, null, 50, null, 'the certificate, which names nobody'),
  ('app.retained_identities', null, 0, 't.patient_id = any ($2)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'who the person was, by law: the certificate names it'),
  ('public.audit_logs', null, 0, 't.entity_id = any ($2::text[])', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'that something was done stays; what it said is erased when an erasure ends')
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- Private, without a policy: no browser opens an object but by an address that open_export was asked for.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('exports', 'exports', false, 5::bigint * 1024 * 1024 * 1024, '{application/zip,application/pdf,application/json}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
