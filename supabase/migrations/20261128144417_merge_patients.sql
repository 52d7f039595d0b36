-- merge patients: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."patient_merge_rows" (
  "tenant_id"   uuid    NOT NULL,
  "merge_id"    uuid    NOT NULL,
  "n"           integer NOT NULL,
  "table_name"  text    NOT NULL,
  "column_name" text    NOT NULL,
  "key"         jsonb   NOT NULL,
  "place"       jsonb   NOT NULL DEFAULT '{}'::jsonb,
  "copy"        jsonb,
  CONSTRAINT "patient_merge_rows_pkey" PRIMARY KEY (tenant_id, merge_id, n)
);

ALTER TABLE "app"."patient_merge_rows"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."patient_references" (
  "table_name"    text    NOT NULL,
  "column_name"   text    NOT NULL,
  "set_column"    text,
  "place_columns" text[]  NOT NULL DEFAULT '{}'::text[],
  "demoted"       jsonb,
  "keeps_copy"    boolean NOT NULL DEFAULT false,
  "moves"         boolean NOT NULL DEFAULT true,
  CONSTRAINT "patient_references_pkey" PRIMARY KEY (table_name, column_name)
);

ALTER TABLE "app"."patient_references"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."patient_distinctions" (
  "tenant_id"  uuid                     NOT NULL,
  "low_id"     uuid                     NOT NULL,
  "high_id"    uuid                     NOT NULL,
  "created_by" uuid,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "each_pair_is_there_once" CHECK ((low_id < high_id)),
  CONSTRAINT "patient_distinctions_pkey" PRIMARY KEY (tenant_id, low_id, high_id)
);

ALTER TABLE "public"."patient_distinctions"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_distinctions" FROM "anon";

CREATE TABLE "public"."patient_merges" (
  "tenant_id"       uuid                     NOT NULL,
  "id"              uuid                     NOT NULL,
  "survivor_id"     uuid                     NOT NULL,
  "merged_id"       uuid                     NOT NULL,
  "merged_by"       uuid,
  "merged_at"       timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
  "undo_until"      timestamp with time zone NOT NULL DEFAULT (clock_timestamp() + '30 days'::interval),
  "undone_by"       uuid,
  "undone_at"       timestamp with time zone,
  "survivor_before" jsonb,
  "survivor_after"  jsonb,
  "merged_before"   jsonb,
  CONSTRAINT "are_two_patients" CHECK ((survivor_id <> merged_id)),
  CONSTRAINT "patient_merges_pkey" PRIMARY KEY (tenant_id, id)
);

ALTER TABLE "public"."patient_merges"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."patient_merges" FROM "anon";

ALTER TABLE "public"."patients"
  ADD COLUMN "merged_into_id" uuid;

CREATE OR REPLACE FUNCTION app.candidate_payload (
  p_patient public.patients
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_patient.id, 'name', p_patient.name, 'birth_date', p_patient.birth_date,
    'archived_at', p_patient.archived_at, 'created_at', p_patient.created_at, 'phone', (
      select c.phone from public.contact_phones c
      where c.tenant_id = p_patient.tenant_id and c.entity_type = 'patient' and c.entity_id = p_patient.id and c.is_primary));
$function$;

CREATE OR REPLACE FUNCTION app.forget_merges()
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.patient_merge_rows r using public.patient_merges m
  where m.tenant_id = r.tenant_id and m.id = r.merge_id and m.survivor_before is not null
    and (m.undo_until < now() or m.undone_at is not null);
  update public.patient_merges m set survivor_before = null, survivor_after = null, merged_before = null
  where m.survivor_before is not null and (m.undo_until < now() or m.undone_at is not null);
end;
$function$;

CREATE OR REPLACE FUNCTION app.index_patient (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
  v_ids uuid[];
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  if v_row.id is null then
    return;
  end if;
  if v_row.merged_into_id is not null then
    delete from app.search_entries e where e.tenant_id = p_tenant_id and e.kind = 'patient' and e.record_id = p_id;
    perform app.index_patient(p_tenant_id, v_row.merged_into_id);
    return;
  end if;
  with recursive whole as (
    select p_id as id
    union
    select p.id from whole w join public.patients p on p.tenant_id = p_tenant_id and p.merged_into_id = w.id
  )
  select array_agg(w.id) into v_ids from whole w;
  perform app.put_search_entry(p_tenant_id, 'patient', p_id, v_row.name,
    p_mails => array(
      select distinct e.email from public.contact_emails e
      where e.tenant_id = p_tenant_id and e.entity_type = 'patient' and e.entity_id = any (v_ids))
      || array(
        select distinct n.name from public.patients p cross join lateral (values (p.full_name), (p.social_name)) n (name)
        where p.tenant_id = p_tenant_id and p.id = any (v_ids) and n.name <> v_row.name),
    p_phones => array(
      select distinct c.phone from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = any (v_ids)),
    p_codes => array(
      select distinct p.cpf from public.patients p where p.tenant_id = p_tenant_id and p.id = any (v_ids) and p.cpf is not null));
end;
$function$;

CREATE OR REPLACE FUNCTION app.lock_patients (
  p_tenant_id uuid,
  p_ids       uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_found int;
begin
  -- in one order, so that two merges of the same people wait for each other
  select count(*) into v_found from (
    select from public.patients p where p.tenant_id = p_tenant_id and p.id = any (p_ids) order by p.id for update
  ) locked;
  if v_found <> cardinality(p_ids) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.merge_payload (
  p_merge public.patient_merges
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object('id', p_merge.id, 'survivor_id', p_merge.survivor_id, 'merged_id', p_merge.merged_id,
    'survivor_name', s.name, 'merged_name', m.name, 'merged_by', p_merge.merged_by, 'merged_at', p_merge.merged_at,
    'undo_until', p_merge.undo_until, 'undone_at', p_merge.undone_at, 'undone_by', p_merge.undone_by)
  from public.patients s, public.patients m
  where s.tenant_id = p_merge.tenant_id and s.id = p_merge.survivor_id and m.tenant_id = p_merge.tenant_id and m.id = p_merge.merged_id;
$function$;

CREATE OR REPLACE FUNCTION app.merged_fields (
  p_survivor public.patients,
  p_merged   public.patients,
  p_taken    text[]
)
  RETURNS public.patients
  LANGUAGE plpgsql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
declare
  v_own jsonb := to_jsonb(p_survivor);
  v_other jsonb := to_jsonb(p_merged);
  v_address constant text[] := '{cep,street,street_number,complement,district,city,state}';
  v_fields text[] := p_taken || case when 'address' = any (p_taken) then v_address else '{}' end;
begin
  if not p_taken <@ '{full_name,social_name,pronoun,gender,birth_date,cpf,address}'::text[] then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = array_to_string(p_taken, ', ');
  end if;
  select v_own || coalesce(jsonb_object_agg(f, v_other -> f), '{}') into v_own from unnest(v_fields) f where f <> 'address';
  -- of two notes both stay
  if p_merged.note is not null and p_survivor.note is distinct from p_merged.note then
    v_own := v_own || jsonb_build_object('note', left(concat_ws(E'\n', p_survivor.note, p_merged.note), 2000));
  end if;
  return jsonb_populate_record(p_survivor, v_own);
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_patient_row (
  p_tenant_id uuid,
  p_reference jsonb,
  p_key       jsonb,
  p_from      uuid,
  p_to        uuid
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_update text := format('update %s t set %I = $3%%s where t.tenant_id = $1 and t.%I = $2 and to_jsonb(t) @> $4',
    p_reference ->> 'table_name', p_reference ->> 'set_column', p_reference ->> 'column_name');
  v_lesser text;
begin
  begin
    execute format(v_update, '') using p_tenant_id, p_from, p_to, p_key;
    return true;
  exception when integrity_constraint_violation then
    null;
  end;
  select string_agg(format(', %I = %L', d.key, d.value), '') into v_lesser from jsonb_each_text(nullif(p_reference -> 'demoted', 'null')) d;
  if v_lesser is null then
    return false;
  end if;
  execute format(v_update, v_lesser) using p_tenant_id, p_from, p_to, p_key;
  return true;
exception when integrity_constraint_violation then
  return false;
end;
$function$;

CREATE OR REPLACE FUNCTION app.move_patient_rows (
  p_tenant_id uuid,
  p_merge_id  uuid,
  p_from      uuid,
  p_to        uuid
)
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_reference record;
  v_row jsonb;
  v_key jsonb;
  v_count int := 0;
begin
  for v_reference in select * from app.references_to_patients() r where r.moves loop
    for v_row in execute format(
      'select to_jsonb(t) from %s t where t.tenant_id = $1 and t.%I = $2 order by %s for update',
      v_reference.table_name, v_reference.column_name,
      coalesce((select string_agg(format('t.%I', k), ', ') from unnest(v_reference.key_columns) k), '1'))
      using p_tenant_id, p_from
    loop
      select jsonb_object_agg(k, v_row -> k) into v_key from unnest(v_reference.key_columns) k;
      if app.move_patient_row(p_tenant_id, to_jsonb(v_reference), v_key, p_from, p_to) then
        v_count := v_count + 1;
        insert into app.patient_merge_rows (tenant_id, merge_id, n, table_name, column_name, key, place, copy)
        values (p_tenant_id, p_merge_id, v_count, v_reference.table_name, v_reference.column_name, coalesce(v_key, '{}'),
          coalesce((select jsonb_object_agg(k, v_row -> k) from unnest(v_reference.place_columns) k), '{}'),
          case when v_reference.keeps_copy then v_row end);
      end if;
    end loop;
  end loop;
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.name_sound (
  p_sort_name text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  PARALLEL SAFE
  SET search_path TO ''
  AS $function$
  -- first and last word as a Brazilian hears them: Thiago is Tiago, Sousa is Souza, Raphaella is Rafaela
  select regexp_replace(w[1] || case when cardinality(w) > 1 then ' ' || w[cardinality(w)] else '' end, '(.)\1+', '\1', 'g')
  from (
    select regexp_split_to_array(regexp_replace(translate(replace(replace(replace(btrim(
      regexp_replace(' ' || p_sort_name || ' ', '( (d[aeo]s?|e))+(?= )', '', 'g')),
      'ph', 'f'), 'sh', 'x'), 'ch', 'x'), 'ywzkh', 'ivsc'), '[^a-z ]|[mn](?= |$)', '', 'g'), ' +') as w
  ) words;
$function$;

CREATE OR REPLACE FUNCTION app.patients_of_thread (
  p_tenant_id uuid,
  p_thread_id uuid
)
  RETURNS SETOF uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select found.patient_id from (
    select l.patient_id from public.patient_conversations l where l.tenant_id = p_tenant_id and l.thread_id = p_thread_id
    union
    select c.patient_id from public.conversation_addresses a
    join public.contact_phones c on c.tenant_id = a.tenant_id and c.phone = a.address
    where a.tenant_id = p_tenant_id and a.thread_id = p_thread_id and c.patient_id is not null
  ) found
  join public.patients p on p.tenant_id = p_tenant_id and p.id = found.patient_id and p.merged_into_id is null;
$function$;

CREATE OR REPLACE FUNCTION app.prune_expired()
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  delete from app.jobs where finished_at < now() - interval '1 day';
  perform app.release_media_file(f.tenant_id, f.id) from app.media_files f
  where f.expires_at < now();
  delete from app.early_actions where created_at < now() - interval '7 days';
  -- their ids tell when they were made, so that the young ones are not looked at
  delete from public.notifications n using public.tenants t
  where t.id = n.tenant_id and n.id < app.first_uuid_of(now() - interval '90 days')
    and (n.read_at < now() - interval '90 days' or n.noticed_at < now() - interval '180 days');
  perform app.forget_merges();
end;
$function$;

CREATE OR REPLACE FUNCTION app.put_patient_fields (
  p_tenant_id uuid,
  p_id        uuid,
  p_fields    jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
begin
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id;
  v_row := jsonb_populate_record(v_row, p_fields);
  update public.patients p set
    full_name = v_row.full_name, social_name = v_row.social_name, pronoun = v_row.pronoun, gender = v_row.gender,
    birth_date = v_row.birth_date, cpf = v_row.cpf, cep = v_row.cep, street = v_row.street, street_number = v_row.street_number,
    complement = v_row.complement, district = v_row.district, city = v_row.city, state = v_row.state, note = v_row.note,
    version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.references_to_patients()
  RETURNS TABLE (
    table_name    text,
    column_name   text,
    set_column    text,
    key_columns   text[],
    place_columns text[],
    demoted       jsonb,
    keeps_copy    boolean,
    moves         boolean
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select format('%I.%I', n.nspname, c.relname), a.attname::text, coalesce(r.set_column, a.attname::text),
    array(
      select k.attname::text from pg_catalog.pg_index i
      join pg_catalog.pg_attribute k on k.attrelid = i.indrelid and k.attnum = any (i.indkey)
      where i.indrelid = f.conrelid and i.indisprimary and k.attname not in ('tenant_id', a.attname) order by k.attname),
    coalesce(r.place_columns, '{}'), r.demoted, coalesce(r.keeps_copy, false), coalesce(r.moves, true)
  from pg_catalog.pg_constraint f
  join pg_catalog.pg_class c on c.oid = f.conrelid and not c.relispartition
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral unnest(f.conkey, f.confkey) pair (here, there)
  join pg_catalog.pg_attribute a on a.attrelid = f.conrelid and a.attnum = pair.here
  join pg_catalog.pg_attribute t on t.attrelid = f.confrelid and t.attnum = pair.there and t.attname = 'id'
  left join app.patient_references r on r.table_name = format('%I.%I', n.nspname, c.relname) and r.column_name = a.attname
  where f.contype = 'f' and f.confrelid = 'public.patients'::pg_catalog.regclass
  order by 1, 2;
$function$;

CREATE OR REPLACE FUNCTION app.require_merger (
  p_tenant_id uuid
)
  RETURNS text
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  -- not those who treat: whoever joined two files could read another's record
  select app.require_member(p_tenant_id, array['owner', 'admin', 'operator']);
$function$;

CREATE OR REPLACE FUNCTION app.return_patient_rows (
  p_tenant_id uuid,
  p_merge_id  uuid,
  p_from      uuid,
  p_to        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row record;
  v_moved int;
  v_columns text;
begin
  for v_row in
    select m.*, r.set_column from app.patient_merge_rows m
    join app.references_to_patients() r on r.table_name = m.table_name and r.column_name = m.column_name
    where m.tenant_id = p_tenant_id and m.merge_id = p_merge_id order by m.n
  loop
    begin
      execute format('update %s t set %I = $3%s where t.tenant_id = $1 and t.%I = $2 and to_jsonb(t) @> $4', v_row.table_name,
        v_row.set_column, (select string_agg(format(', %I = %L', p.key, p.value), '') from jsonb_each_text(v_row.place) p),
        v_row.column_name) using p_tenant_id, p_from, p_to, v_row.key;
      get diagnostics v_moved = row_count;
      -- a form replaced it meanwhile: it is there again as it was
      if v_moved = 0 and v_row.copy is not null then
        select string_agg(format('%I', a.attname), ', ') into v_columns from pg_catalog.pg_attribute a
        where a.attrelid = v_row.table_name::pg_catalog.regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
        execute format('insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1) on conflict do nothing',
          v_row.table_name, v_columns) using v_row.copy;
      end if;
    exception when integrity_constraint_violation then
      -- what it belonged to is no more
      null;
    end;
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_relations (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_relations  jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_wrong text;
begin
  if jsonb_array_length(coalesce(p_relations, '[]')) > 10 then
    raise sqlstate 'PT400' using message = 'too_many_contacts', detail = '10';
  end if;
  select case
      when f.x ->> 'related_patient_id' is null and app.normalize_name(f.x ->> 'full_name') is null then 'name'
      when f.x ->> 'phone' ~ '\w' and app.normalize_phone(f.x ->> 'phone') is null then 'phone'
      when f.x ->> 'email' ~ '\w' and app.normalize_email(f.x ->> 'email') is null then 'email'
      when f.x ->> 'cpf' ~ '\w' and app.normalise_cpf_cnpj(f.x ->> 'cpf') is null then 'cpf'
      when (f.x ->> 'related_patient_id')::uuid = p_patient_id then 'self' end
  into v_wrong from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) order by 1 limit 1;
  if v_wrong is not null then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = v_wrong;
  end if;
  if (select count(*) from jsonb_array_elements(coalesce(p_relations, '[]')) f (x) where (f.x ->> 'is_payer')::boolean) > 1 then
    raise sqlstate 'PT400' using message = 'invalid_relation', detail = 'payer';
  end if;
  -- who is there already keeps their row; nobody pays while another becomes it
  update public.patient_relations r set is_payer = false where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.is_payer;
  with typed as (
    select (f.x ->> 'related_patient_id')::uuid as related_id, coalesce(f.x ->> 'kinship', 'other') as kinship,
      case when f.x ->> 'related_patient_id' is null then app.require_name(f.x ->> 'full_name') end as full_name, f.x, f.n
    from jsonb_array_elements(coalesce(p_relations, '[]')) with ordinality f (x, n)
  ), known as (
    select r.id, coalesce(r.related_patient_id::text, r.full_name) as who, row_number() over (
      partition by coalesce(r.related_patient_id::text, r.full_name) order by r.position, r.id) as nth
    from public.patient_relations r where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id
  ), kept as (
    select t.*, k.id from (
      select t.*, row_number() over (partition by coalesce(t.related_id::text, t.full_name) order by t.n) as nth from typed t
    ) t
    left join known k on k.who = coalesce(t.related_id::text, t.full_name) and k.nth = t.nth
  ), gone as (
    delete from public.patient_relations r
    where r.tenant_id = p_tenant_id and r.patient_id = p_patient_id and r.id not in (select k.id from kept k where k.id is not null)
  )
  insert into public.patient_relations (tenant_id, id, patient_id, related_patient_id, kinship, full_name, phone, email, cpf,
    is_guardian, is_payer, is_told, position)
  select p_tenant_id, coalesce(k.id, gen_random_uuid()), p_patient_id, k.related_id, k.kinship, k.full_name,
    app.normalize_phone(k.x ->> 'phone'), app.normalize_email(k.x ->> 'email'), app.normalise_cpf_cnpj(k.x ->> 'cpf'),
    coalesce((k.x ->> 'is_guardian')::boolean, false), coalesce((k.x ->> 'is_payer')::boolean, false),
    coalesce((k.x ->> 'is_told')::boolean, false), k.n
  from kept k
  on conflict (tenant_id, id) do update set
    kinship = excluded.kinship, phone = excluded.phone, email = excluded.email, cpf = excluded.cpf, is_guardian = excluded.is_guardian,
    is_payer = excluded.is_payer, is_told = excluded.is_told, position = excluded.position;
exception when foreign_key_violation then
  raise sqlstate 'PT404' using message = 'patient_not_found';
end;
$function$;

CREATE OR REPLACE FUNCTION app.surviving_patient (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS uuid
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with recursive chain as (
    select p.id, p.merged_into_id from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id
    union
    select p.id, p.merged_into_id from chain c join public.patients p on p.tenant_id = p_tenant_id and p.id = c.merged_into_id
  )
  select c.id from chain c where c.merged_into_id is null;
$function$;

CREATE OR REPLACE FUNCTION public.archive_patient (
  p_tenant_id uuid,
  p_id        uuid,
  p_archived  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  update public.patients p set archived_at = case when p_archived then coalesce(p.archived_at, now()) end, version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_id and p.merged_into_id is null;
  if not found then
    if exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id) then
      raise sqlstate 'PT409' using message = 'patient_merged';
    end if;
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
end;
$function$;

CREATE OR REPLACE FUNCTION public.count_patients (
  p_tenant_id uuid,
  p_search    text DEFAULT NULL::text
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('active', count(*) filter (where p.archived_at is null), 'archived', count(*) filter (where p.archived_at is not null))
    from public.patients p
    where p.tenant_id = p_tenant_id and p.merged_into_id is null
      and (app.search_condition(p_search) is null or p.id in (select app.find_people(p_tenant_id, 'patient', p_search))));
end;
$function$;

CREATE OR REPLACE FUNCTION public.find_patient_duplicates (
  p_tenant_id  uuid,
  p_id         uuid,
  p_full_name  text,
  p_birth_date date,
  p_cpf        text,
  p_phones     text[] DEFAULT '{}'::text[],
  p_emails     text[] DEFAULT '{}'::text[]
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    full_name   text,
    birth_date  date,
    archived_at timestamp with time zone,
    reasons     text[]
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_name text := app.normalize_text(app.normalize_name(p_full_name));
  v_cpf text := app.normalise_cpf_cnpj(p_cpf);
  v_phones text[] := array(select app.normalize_phone(x) from unnest(p_phones) x);
  v_emails text[] := array(select app.normalize_email(x) from unnest(p_emails) x);
begin
  perform app.require_member(p_tenant_id);
  return query
    with hits as (
      select p.id, 'cpf' as reason from public.patients p where p.tenant_id = p_tenant_id and p.cpf = v_cpf
      union all
      select c.patient_id, 'phone' from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.phone = any (v_phones) and c.patient_id is not null
      union all
      select c.patient_id, 'email' from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.email = any (v_emails) and c.patient_id is not null
      union all
      -- a name alone says little: it counts with the same birthday, or where one of the two has none
      select p.id, 'name' from public.patients p
      where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false)
        and p.sort_name = v_name and (p.birth_date is null or p_birth_date is null or p.birth_date = p_birth_date)
    )
    select p.id, p.name, p.full_name, p.birth_date, p.archived_at, array_agg(distinct h.reason order by h.reason)
    from hits h join public.patients p on p.tenant_id = p_tenant_id and p.id = h.id
    where p.id is distinct from p_id and p.merged_into_id is null
    group by p.id, p.name, p.full_name, p.birth_date, p.archived_at, p.sort_name
    order by count(distinct h.reason) desc, p.sort_name, p.id limit 20;
end;
$function$;

CREATE OR REPLACE FUNCTION public.get_patient (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_row public.patients;
  v_id uuid;
begin
  perform app.require_member(p_tenant_id);
  -- whoever was merged into another opens that one
  v_id := app.surviving_patient(p_tenant_id, p_id);
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = v_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  return jsonb_build_object(
    'patient', to_jsonb(v_row) - 'tenant_id' - 'sort_name' - 'sound',
    'phones', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'phone', c.phone, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary,
        'thread_key', t.thread_key) order by c.position)
      from public.contact_phones c
      left join public.conversation_threads t on t.tenant_id = c.tenant_id and t.id = app.thread_of_phone(p_tenant_id, c.phone)
      where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = v_id), '[]'),
    'emails', coalesce((
      select jsonb_agg(jsonb_build_object('id', c.id, 'email', c.email, 'type', c.type, 'note', c.note, 'is_primary', c.is_primary)
        order by c.position)
      from public.contact_emails c where c.tenant_id = p_tenant_id and c.entity_type = 'patient' and c.entity_id = v_id), '[]'),
    'relations', coalesce((
      select jsonb_agg(jsonb_build_object('id', r.id, 'kinship', r.kinship, 'related_patient_id', r.related_patient_id,
        'full_name', coalesce(r.full_name, o.name), 'phone', r.phone, 'email', r.email, 'cpf', r.cpf, 'is_guardian', r.is_guardian,
        'is_payer', r.is_payer, 'is_told', r.is_told) order by r.position)
      from public.patient_relations r
      left join public.patients o on o.tenant_id = r.tenant_id and o.id = r.related_patient_id
      where r.tenant_id = p_tenant_id and r.patient_id = v_id), '[]'),
    'conversations', coalesce((
      select jsonb_agg(jsonb_build_object('thread_id', t.id, 'thread_key', t.thread_key, 'contact_name', t.contact_name, 'phone', t.phone,
        'last_message_at', t.last_message_at, 'is_by_hand', l.thread_id is not null) order by t.last_message_at desc)
      from public.conversation_threads t
      left join public.patient_conversations l on l.tenant_id = t.tenant_id and l.thread_id = t.id and l.patient_id = v_id
      where t.tenant_id = p_tenant_id and t.id in (select app.threads_of_patient(p_tenant_id, v_id))), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.link_conversation (
  p_tenant_id  uuid,
  p_thread_key text,
  p_patient_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_name text;
begin
  if v_thread.is_group then
    raise sqlstate 'PT409' using message = 'conversation_is_group';
  end if;
  select p.name into v_name from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id for share;
  if v_name is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if app.surviving_patient(p_tenant_id, p_patient_id) <> p_patient_id then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  insert into public.patient_conversations (tenant_id, thread_id, patient_id, created_by)
  values (p_tenant_id, v_thread.id, p_patient_id, auth.uid()) on conflict do nothing;
  -- the first patient gives the conversation its name; a mother's stays hers
  if (select count(*) from app.patients_of_thread(p_tenant_id, v_thread.id)) = 1 then
    perform public.rename_conversation(p_tenant_id, p_thread_key, v_name);
  end if;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_patient_id, 'thread_key', v_thread.thread_key));
end;
$function$;

CREATE OR REPLACE FUNCTION public.list_merge_candidates (
  p_tenant_id uuid,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    one      jsonb,
    other    jsonb,
    reasons  text[],
    strength integer
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  perform app.require_merger(p_tenant_id);
  return query
    with keys as materialized (
      select 'cpf' as reason, p.cpf as key, p.id from public.patients p where p.tenant_id = p_tenant_id and p.cpf is not null
      union all
      select 'phone', c.phone, c.patient_id from public.contact_phones c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      select 'email', c.email, c.patient_id from public.contact_emails c where c.tenant_id = p_tenant_id and c.patient_id is not null
      union all
      -- a first name alone says nothing
      select 'name', p.sound, p.id from public.patients p where p.tenant_id = p_tenant_id and p.sound like '% %'
    ), several as (
      -- what more than ten share is the clinic's own number, or nobody's
      select k.reason, k.key from keys k group by k.reason, k.key having count(*) between 2 and 10
    ), pairs as (
      select a.id as low_id, b.id as high_id, array_agg(distinct s.reason order by s.reason) as reasons
      from several s
      join keys a on a.reason = s.reason and a.key = s.key
      join keys b on b.reason = s.reason and b.key = s.key and b.id > a.id
      group by a.id, b.id
    ), people as (
      select x.low_id, x.high_id, x.reasons, a as low, b as high, (case when 'cpf' = any (x.reasons) then 8 else 0 end
        + case when 'name' = any (x.reasons) then 4 else 0 end + case when 'email' = any (x.reasons) then 2 else 0 end
        + case when 'phone' = any (x.reasons) then 1 else 0 end) as strength
      from pairs x
      join public.patients a on a.tenant_id = p_tenant_id and a.id = x.low_id and a.merged_into_id is null
      join public.patients b on b.tenant_id = p_tenant_id and b.id = x.high_id and b.merged_into_id is null
      where (a.archived_at is null or b.archived_at is null)
        -- two birthdays are two people, unless the CPF says otherwise
        and ('cpf' = any (x.reasons) or a.birth_date is null or b.birth_date is null or a.birth_date = b.birth_date)
        and not exists (
          select from public.patient_distinctions d where d.tenant_id = p_tenant_id and d.low_id = x.low_id and d.high_id = x.high_id)
        -- a mother and her child
        and not exists (
          select from public.patient_relations r where r.tenant_id = p_tenant_id
            and (r.patient_id, r.related_patient_id) in ((x.low_id, x.high_id), (x.high_id, x.low_id)))
    )
    select app.candidate_payload(p.low), app.candidate_payload(p.high), p.reasons, p.strength from people p
    where (-p.strength, p.low_id, p.high_id) > (coalesce(-(p_after ->> 'strength')::int, -100),
      coalesce((p_after ->> 'one')::uuid, '00000000-0000-0000-0000-000000000000'),
      coalesce((p_after ->> 'other')::uuid, '00000000-0000-0000-0000-000000000000'))
    order by p.strength desc, p.low_id, p.high_id limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_merge_candidates"(uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patient_merges (
  p_tenant_id  uuid,
  p_patient_id uuid    DEFAULT NULL::uuid,
  p_before     jsonb   DEFAULT NULL::jsonb,
  p_limit      integer DEFAULT 20
)
  RETURNS SETOF jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_at timestamptz := coalesce((p_before ->> 'merged_at')::timestamptz, 'infinity');
  v_id uuid := coalesce((p_before ->> 'id')::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  perform app.require_merger(p_tenant_id);
  return query
    select app.merge_payload(m) from public.patient_merges m
    where m.tenant_id = p_tenant_id and m.undone_at is null and m.undo_until > now()
      and (p_patient_id is null or m.survivor_id = p_patient_id)
      and (m.merged_at, m.id) < (v_at, v_id)
    order by m.merged_at desc, m.id desc limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patient_merges"(uuid, uuid, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patient_messages (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_direction  text                     DEFAULT NULL::text,
  p_before_at  timestamp with time zone DEFAULT NULL::timestamp WITH time zone,
  p_before_id  uuid                     DEFAULT NULL::uuid,
  p_limit      integer                  DEFAULT 50
)
  RETURNS SETOF public.conversation_messages
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_patient uuid;
  v_at timestamptz := coalesce(p_before_at, 'infinity');
  v_id uuid := coalesce(p_before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
begin
  perform app.require_member(p_tenant_id);
  v_patient := app.surviving_patient(p_tenant_id, p_patient_id);
  if v_patient is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if p_direction not in ('inbound', 'outbound') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_direction, 40);
  end if;
  -- the newest of each conversation, and of those the newest
  return query
    select m.* from app.threads_of_patient(p_tenant_id, v_patient) t (thread_id)
    cross join lateral (
      select * from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = t.thread_id and (m.occurred_at, m.id) < (v_at, v_id)
        and (p_direction is null or m.direction = p_direction)
      order by m.occurred_at desc, m.id desc limit v_limit
    ) m
    order by m.occurred_at desc, m.id desc limit v_limit;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_patient_messages"(uuid, uuid, text, timestamp WITH time zone, uuid, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_patients (
  p_tenant_id uuid,
  p_search    text    DEFAULT NULL::text,
  p_archived  boolean DEFAULT false,
  p_sort      text    DEFAULT 'name'::text,
  p_after     jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 50
)
  RETURNS TABLE (
    id          uuid,
    name        text,
    sort_name   text,
    full_name   text,
    social_name text,
    pronoun     text,
    birth_date  date,
    cpf         text,
    phone       text,
    email       text,
    thread_key  text,
    archived_at timestamp with time zone,
    created_at  timestamp with time zone
  )
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_limit int := least(greatest(coalesce(p_limit, 50), 1), 200);
  v_condition text := app.search_condition(p_search);
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_sort, 'name') not in ('name', 'newest') then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = left(p_sort, 40);
  end if;
  return query execute
    'select p.id, p.name, p.sort_name, p.full_name, p.social_name, p.pronoun, p.birth_date, p.cpf, c.phone, e.email, t.thread_key, p.archived_at, p.created_at
    from (
      select * from public.patients p where p.tenant_id = $1 and (p.archived_at is null) = not $2 and p.merged_into_id is null and '
    || case when v_condition is null then 'true' else 'p.id in (select app.find_people($1, ''patient'', $3))' end
    || case when p_sort = 'newest' then ' and (p.created_at, p.id) < ($4, $6) order by p.created_at desc, p.id desc'
      else ' and (p.sort_name, p.id) > ($5, $6) order by p.sort_name, p.id' end
    || ' limit $7
    ) p
    left join public.contact_phones c on c.tenant_id = $1 and c.entity_type = ''patient'' and c.entity_id = p.id and c.is_primary
    left join public.contact_emails e on e.tenant_id = $1 and e.entity_type = ''patient'' and e.entity_id = p.id and e.is_primary
    left join public.conversation_threads t on t.tenant_id = $1 and t.id = app.thread_of_phone($1, c.phone)'
    || case when p_sort = 'newest' then ' order by p.created_at desc, p.id desc' else ' order by p.sort_name, p.id' end
    using p_tenant_id, coalesce(p_archived, false), p_search,
      coalesce((p_after ->> 'created_at')::timestamptz, 'infinity'), coalesce(p_after ->> 'sort_name', ''),
      coalesce((p_after ->> 'id')::uuid, case when p_sort = 'newest' then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
        else '00000000-0000-0000-0000-000000000000' end), v_limit;
end;
$function$;

CREATE OR REPLACE FUNCTION public.merge_patients (
  p_tenant_id        uuid,
  p_id               uuid,
  p_survivor_id      uuid,
  p_survivor_version integer,
  p_merged_id        uuid,
  p_merged_version   integer,
  p_taken            text[]  DEFAULT '{}'::text[]
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_merge public.patient_merges;
  v_survivor public.patients;
  v_merged public.patients;
  v_new public.patients;
begin
  perform app.require_merger(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_survivor_id = p_merged_id then
    raise sqlstate 'PT400' using message = 'same_patient';
  end if;
  perform app.lock_patients(p_tenant_id, array[p_survivor_id, p_merged_id]);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_id;
  if v_merge.id is not null then
    return app.merge_payload(v_merge);
  end if;
  select * into v_survivor from public.patients p where p.tenant_id = p_tenant_id and p.id = p_survivor_id;
  select * into v_merged from public.patients p where p.tenant_id = p_tenant_id and p.id = p_merged_id;
  -- two people at once: the second is told
  if v_survivor.merged_into_id is not null or v_merged.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if (v_survivor.version, v_merged.version) is distinct from (p_survivor_version, p_merged_version) then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  v_new := app.merged_fields(v_survivor, v_merged, coalesce(p_taken, '{}'));
  insert into public.patient_merges (tenant_id, id, survivor_id, merged_id, merged_by, survivor_before, merged_before)
  values (p_tenant_id, p_id, p_survivor_id, p_merged_id, auth.uid(), to_jsonb(v_survivor), to_jsonb(v_merged));
  perform app.move_patient_rows(p_tenant_id, p_id, p_merged_id, p_survivor_id);
  update public.patients p set merged_into_id = p_survivor_id, archived_at = coalesce(p.archived_at, now()), version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = p_merged_id;
  perform app.put_patient_fields(p_tenant_id, p_survivor_id, to_jsonb(v_new));
  update public.patient_merges m
  set survivor_after = (select to_jsonb(p) from public.patients p where p.tenant_id = p_tenant_id and p.id = p_survivor_id)
  where m.tenant_id = p_tenant_id and m.id = p_id returning * into v_merge;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_survivor_id));
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_merged_id));
  return app.merge_payload(v_merge);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."merge_patients"(uuid, uuid, uuid, integer, uuid, integer, text[]) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.patient_message_stats (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_patient uuid;
  v_threads uuid[];
begin
  perform app.require_member(p_tenant_id);
  v_patient := app.surviving_patient(p_tenant_id, p_patient_id);
  if v_patient is null then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  v_threads := array(select t.thread_id from app.threads_of_patient(p_tenant_id, v_patient) t (thread_id) where t.thread_id is not null);
  return (
    select jsonb_build_object('total', count(*), 'received', count(*) filter (where m.direction = 'inbound'),
      'sent', count(*) filter (where m.direction = 'outbound'), 'first_at', min(m.occurred_at), 'last_at', max(m.occurred_at))
    from public.conversation_messages m where m.tenant_id = p_tenant_id and m.thread_id = any (v_threads)
  ) || jsonb_build_object('conversations', coalesce((
    select jsonb_agg(jsonb_build_object('thread_id', t.id, 'thread_key', t.thread_key, 'name', t.contact_name, 'phone', t.phone)
      order by t.last_message_at desc)
    from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = any (v_threads)), '[]'));
end;
$function$;

REVOKE ALL ON FUNCTION "public"."patient_message_stats"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.preview_patient_merge (
  p_tenant_id   uuid,
  p_survivor_id uuid,
  p_merged_id   uuid
)
  RETURNS TABLE (
    kind           text,
    survivor_count bigint,
    merged_count   bigint
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_reference record;
begin
  perform app.require_merger(p_tenant_id);
  if (select count(*) from public.patients p where p.tenant_id = p_tenant_id and p.id in (p_survivor_id, p_merged_id)) < 2 then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  for v_reference in select * from app.references_to_patients() r where r.moves loop
    return query execute format(
      'select %L, count(*) filter (where t.%I = $2), count(*) filter (where t.%I = $3) from %s t where t.tenant_id = $1 and t.%I in ($2, $3)',
      regexp_replace(v_reference.table_name, '^.*\.', ''), v_reference.column_name, v_reference.column_name, v_reference.table_name,
      v_reference.column_name) using p_tenant_id, p_survivor_id, p_merged_id;
  end loop;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.save_patient (
  p_tenant_id uuid,
  p_id        uuid,
  p_version   integer,
  p_patient   jsonb,
  p_phones    jsonb   DEFAULT '[]'::jsonb,
  p_emails    jsonb   DEFAULT '[]'::jsonb,
  p_relations jsonb   DEFAULT '[]'::jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_cpf text := app.normalise_cpf_cnpj(p_patient ->> 'cpf');
  v_cep text := regexp_replace(p_patient ->> 'cep', '[^0-9]', '', 'g');
  v_birth date;
  v_row public.patients;
begin
  perform app.require_member(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if p_patient ->> 'cpf' ~ '\w' and (v_cpf is null or char_length(v_cpf) <> 11) then
    raise sqlstate 'PT400' using message = 'invalid_cpf', detail = 'The check digits do not match.';
  end if;
  if v_cep <> '' and char_length(v_cep) <> 8 then
    raise sqlstate 'PT400' using message = 'invalid_cep', detail = 'A CEP has 8 digits.';
  end if;
  v_birth := app.typed_date(p_patient ->> 'birth_date');
  if v_birth not between '1880-01-01' and current_date then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = 'Nobody was born then.';
  end if;
  -- two people at once with one form: the second is told
  select * into v_row from public.patients p where p.tenant_id = p_tenant_id and p.id = p_id for update;
  if v_row.merged_into_id is not null then
    raise sqlstate 'PT409' using message = 'patient_merged';
  end if;
  if v_row.id is not null and v_row.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.patients as p (
    tenant_id, id, full_name, social_name, pronoun, gender, birth_date, cpf, cep, street, street_number, complement, district, city, state,
    note, created_by)
  values (
    p_tenant_id, p_id, app.require_name(p_patient ->> 'full_name'),
    case when p_patient ->> 'social_name' ~ '\S' then app.require_name(p_patient ->> 'social_name') end,
    nullif(p_patient ->> 'pronoun', ''), nullif(p_patient ->> 'gender', ''), v_birth, v_cpf, nullif(v_cep, ''),
    app.trimmed(p_patient ->> 'street', 200), app.trimmed(p_patient ->> 'street_number', 20),
    app.trimmed(p_patient ->> 'complement', 100), app.trimmed(p_patient ->> 'district', 100), app.trimmed(p_patient ->> 'city', 100),
    nullif(upper(btrim(p_patient ->> 'state')), ''), nullif(btrim(app.normalize_lines(left(p_patient ->> 'note', 2000))), ''), auth.uid())
  on conflict (tenant_id, id) do update set
    full_name = excluded.full_name, social_name = excluded.social_name, pronoun = excluded.pronoun, gender = excluded.gender,
    birth_date = excluded.birth_date, cpf = excluded.cpf, cep = excluded.cep, street = excluded.street,
    street_number = excluded.street_number, complement = excluded.complement, district = excluded.district, city = excluded.city,
    state = excluded.state, note = excluded.note, version = p.version + 1
  returning * into v_row;
  perform app.save_contacts(p_tenant_id, 'patient', p_id, p_phones, p_emails);
  perform app.save_relations(p_tenant_id, p_id, p_relations);
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', p_id));
  return public.get_patient(p_tenant_id, p_id);
end;
$function$;

CREATE OR REPLACE FUNCTION public.set_patients_distinct (
  p_tenant_id uuid,
  p_one_id    uuid,
  p_other_id  uuid,
  p_distinct  boolean
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_low uuid := least(p_one_id, p_other_id);
  v_high uuid := greatest(p_one_id, p_other_id);
begin
  perform app.require_merger(p_tenant_id);
  if v_low = v_high then
    raise sqlstate 'PT400' using message = 'same_patient';
  end if;
  perform app.lock_patients(p_tenant_id, array[v_low, v_high]);
  if p_distinct then
    insert into public.patient_distinctions (tenant_id, low_id, high_id, created_by)
    values (p_tenant_id, v_low, v_high, auth.uid()) on conflict do nothing;
  else
    delete from public.patient_distinctions d where d.tenant_id = p_tenant_id and d.low_id = v_low and d.high_id = v_high;
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."set_patients_distinct"(uuid, uuid, uuid, boolean) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.undo_patient_merge (
  p_tenant_id uuid,
  p_merge_id  uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_merge public.patient_merges;
  v_now jsonb;
  v_back jsonb;
begin
  perform app.require_merger(p_tenant_id);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_merge_id;
  if v_merge.id is null then
    raise sqlstate 'PT404' using message = 'merge_not_found';
  end if;
  perform app.lock_patients(p_tenant_id, array[v_merge.survivor_id, v_merge.merged_id]);
  select * into v_merge from public.patient_merges m where m.tenant_id = p_tenant_id and m.id = p_merge_id for update;
  if v_merge.undone_at is not null then
    return app.merge_payload(v_merge);
  end if;
  if v_merge.undo_until < now() or v_merge.survivor_after is null then
    raise sqlstate 'PT409' using message = 'merge_too_old';
  end if;
  -- the latest first: what a later merge found here is not told apart any more
  if exists (
    select from public.patient_merges l where l.tenant_id = p_tenant_id and l.merged_id = v_merge.survivor_id and l.undone_at is null
    union all
    select from public.patient_merges l where l.tenant_id = p_tenant_id and l.survivor_id = v_merge.survivor_id and l.undone_at is null
      and l.merged_at > v_merge.merged_at
  ) then
    raise sqlstate 'PT409' using message = 'merge_not_last';
  end if;
  perform app.return_patient_rows(p_tenant_id, p_merge_id, v_merge.survivor_id, v_merge.merged_id);
  update public.patients p set merged_into_id = null, archived_at = (v_merge.merged_before ->> 'archived_at')::timestamptz,
    version = p.version + 1
  where p.tenant_id = p_tenant_id and p.id = v_merge.merged_id;
  -- what somebody changed since is theirs
  select to_jsonb(p) into v_now from public.patients p where p.tenant_id = p_tenant_id and p.id = v_merge.survivor_id;
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') into v_back from jsonb_each(v_merge.survivor_before) f
  where v_now -> f.key = v_merge.survivor_after -> f.key;
  perform app.put_patient_fields(p_tenant_id, v_merge.survivor_id, v_back);
  update public.patient_merges m set undone_at = clock_timestamp(), undone_by = auth.uid()
  where m.tenant_id = p_tenant_id and m.id = p_merge_id returning * into v_merge;
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_merge.survivor_id));
  perform app.broadcast(p_tenant_id, 'patient', jsonb_build_object('id', v_merge.merged_id));
  return app.merge_payload(v_merge);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."undo_patient_merge"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."patient_distinctions"
  ADD CONSTRAINT "patient_distinctions_tenant_id_high_id_fkey" FOREIGN KEY (tenant_id, high_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_distinctions"
  ADD CONSTRAINT "patient_distinctions_tenant_id_low_id_fkey" FOREIGN KEY (tenant_id, low_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "app"."patient_merge_rows"
  ADD CONSTRAINT "patient_merge_rows_tenant_id_merge_id_fkey" FOREIGN KEY (tenant_id, merge_id) REFERENCES public.patient_merges(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_merges"
  ADD CONSTRAINT "patient_merges_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_merges"
  ADD CONSTRAINT "patient_merges_tenant_id_merged_id_fkey" FOREIGN KEY (tenant_id, merged_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patient_merges"
  ADD CONSTRAINT "patient_merges_tenant_id_survivor_id_fkey" FOREIGN KEY (tenant_id, survivor_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."patients"
  ADD CONSTRAINT "merged_ones_are_archived" CHECK (((merged_into_id IS NULL) OR (archived_at IS NOT NULL)));

ALTER TABLE "public"."patients"
  ADD CONSTRAINT "patients_tenant_id_merged_into_id_fkey" FOREIGN KEY (tenant_id, merged_into_id) REFERENCES public.patients(tenant_id, id) ON DELETE CASCADE;

CREATE INDEX patient_distinctions_high ON public.patient_distinctions USING btree (tenant_id, high_id);

CREATE INDEX patient_merges_merged ON public.patient_merges USING btree (tenant_id, merged_id);

CREATE INDEX patient_merges_newest ON public.patient_merges USING btree (tenant_id, merged_at DESC, id DESC)
  WHERE (undone_at IS NULL);

CREATE INDEX patient_merges_survivor ON public.patient_merges USING btree (tenant_id, survivor_id, merged_at DESC);

CREATE INDEX patients_merged ON public.patients USING btree (tenant_id, merged_into_id)
  WHERE (merged_into_id IS NOT NULL);

CREATE POLICY "select_nobody" ON "app"."patient_merge_rows"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."patient_references"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."patient_distinctions"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

CREATE POLICY "select_members" ON "public"."patient_merges"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON COLUMN "app"."patient_references"."column_name" IS 'The column of the foreign key.';

COMMENT ON COLUMN "app"."patient_references"."demoted" IS 'What a row becomes when its place is taken at the survivor.';

COMMENT ON COLUMN "app"."patient_references"."keeps_copy" IS 'The row is replaced by every form: an undo brings it back though it was removed meanwhile.';

COMMENT ON COLUMN "app"."patient_references"."moves" IS 'False: it stays with the patient it was about.';

COMMENT ON COLUMN "app"."patient_references"."place_columns" IS 'What a row is among those of its patient (first phone, position): put back as it was by an undo.';

COMMENT ON COLUMN "app"."patient_references"."set_column" IS 'Where that column is generated: the one to be written.';

COMMENT ON COLUMN "public"."patient_merges"."survivor_before" IS 'The rows as they were, and what the merge wrote into the survivor: an undo leaves alone what somebody changed since. Null once it cannot be undone any more.';

COMMENT ON COLUMN "public"."patients"."merged_into_id" IS 'The same person twice: all that is theirs is at the other one, which opens in their place. undo_patient_merge takes it back.';

COMMENT ON FUNCTION "app"."lock_patients"(uuid, uuid[]) IS 'Locks patients in the order of their ids. Errors: PT404 patient_not_found.';

COMMENT ON FUNCTION "app"."merged_fields"(public.patients, public.patients, text[]) IS 'The surviving patient with the fields that were taken from the other one. Errors: PT400 invalid_filter.';

COMMENT ON FUNCTION "app"."move_patient_rows"(uuid, uuid, uuid, uuid) IS 'Everything of one patient becomes another''s, in every table that refers to patients, and is written down for the undo. A row that the other one has already stays.';

COMMENT ON FUNCTION "app"."name_sound"(text) IS 'First and last word of a normalised name as it sounds: equal for names that are spelled apart by ear. For candidates only, never for a decision.';

COMMENT ON FUNCTION "app"."patients_of_thread"(uuid, uuid) IS 'Patients whose conversation it is: by number, and by hand. Several where a number is of several; nobody who was merged into another.';

COMMENT ON FUNCTION "app"."put_patient_fields"(uuid, uuid, jsonb) IS 'Writes fields of the form into a patient; those that p_fields does not name stay.';

COMMENT ON FUNCTION "app"."references_to_patients"() IS 'Every column that refers to patients, found in the catalogue, with what app.patient_references says of it. key_columns: the primary key without clinic and patient.';

COMMENT ON FUNCTION "app"."require_merger"(uuid) IS 'Who may say that two patients are one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "app"."return_patient_rows"(uuid, uuid, uuid, uuid) IS 'What a merge moved is the merged patient''s again, with what became of it since; what came after the merge stays.';

COMMENT ON FUNCTION "app"."surviving_patient"(uuid, uuid) IS 'Who a patient is now: themselves, or the one whom they were merged into. NULL for nobody.';

COMMENT ON FUNCTION "public"."archive_patient"(uuid, uuid, boolean) IS 'Caller: members. Out of lists and searches, or back; nothing is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT409 patient_merged.';

COMMENT ON FUNCTION "public"."get_patient"(uuid, uuid) IS 'Caller: members. {patient, phones [{…, thread_key: of the conversation with that number}], emails, relations, conversations}; of who was merged into another, that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."link_conversation"(uuid, text, uuid) IS 'Caller: members. Says whose conversation it is, whatever its number says. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT404 patient_not_found, PT409 conversation_is_group, PT409 patient_merged.';

COMMENT ON FUNCTION "public"."list_merge_candidates"(uuid, jsonb, integer) IS 'Caller: owner, administrators and reception. Pairs who may be one person: by CPF, phone, e-mail or a name that sounds the same, the surest first; without those who were told apart, are related, or were born on different days. one and other: {id, name, birth_date, phone, archived_at, created_at}. p_after: {strength, one, other} of the last pair (ids). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_patient_merges"(uuid, uuid, jsonb, integer) IS 'Caller: owner, administrators and reception. What can still be undone, the latest first, of one patient or of the clinic; as merge_patients answers it. p_before: {merged_at, id} of the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON FUNCTION "public"."list_patient_messages"(uuid, uuid, text, timestamp with time zone, uuid, integer) IS 'Caller: members. What was written in all conversations of a patient, the newest first, keyset by occurred_at and id; p_direction: inbound or outbound. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found, PT400 invalid_filter.';

COMMENT ON FUNCTION "public"."merge_patients"(uuid, uuid, uuid, integer, uuid, integer, text[]) IS 'Caller: owner, administrators and reception. Two patients become one: everything of the merged one is the surviving one''s, who takes from it the fields of p_taken (full_name, social_name, pronoun, gender, birth_date, cpf, address); both notes stay. The merged one is archived and opens the other. p_id is the client''s; versions are those that were read. Answers {id, survivor_id, merged_id, names, merged_at, undo_until …}; a repeated call the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 missing_client_id, PT400 same_patient, PT400 invalid_filter, PT404 patient_not_found, PT409 patient_merged, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."patient_message_stats"(uuid, uuid) IS 'Caller: members. {total, received, sent, first_at, last_at, conversations [{thread_id, thread_key, name, phone}]} of all conversations of a patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) IS 'Caller: owner, administrators and reception. How many rows of each table are whose: what merge_patients would bring together. Counts only. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."save_patient"(uuid, uuid, integer, jsonb, jsonb, jsonb, jsonb) IS 'Caller: members. p_id comes from the client; p_version is the one that was read, null for somebody new. p_patient {full_name, social_name, pronoun, gender, birth_date (ISO), cpf, cep, street, street_number, complement, district, city, state, note}, phones [{phone, type, note, is_primary}], e-mails [{email, …}], relations [{kinship, related_patient_id | full_name, phone, email, cpf, is_guardian, is_payer, is_told}]: what the form holds replaces what was there. Answers get_patient. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 missing_client_id, PT400 invalid_name, PT400 invalid_cpf, PT400 invalid_cep, PT400 invalid_date, PT400 invalid_phone, PT400 invalid_email, PT400 too_many_contacts, PT400 invalid_relation, PT404 patient_not_found, PT409 patient_merged, PT409 changed_meanwhile.';

COMMENT ON FUNCTION "public"."set_patients_distinct"(uuid, uuid, uuid, boolean) IS 'Caller: owner, administrators and reception. Says that two patients are not the same person, or takes it back. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 same_patient, PT404 patient_not_found.';

COMMENT ON FUNCTION "public"."undo_patient_merge"(uuid, uuid) IS 'Caller: owner, administrators and reception. Both are as they were before; what came after the merge, or was changed since, stays with the surviving one. For 30 days, the latest merge of a patient first. A repeated call answers the same. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 merge_not_found, PT409 merge_too_old, PT409 merge_not_last.';

COMMENT ON TABLE "app"."patient_merge_rows" IS 'Keys of moved rows, without what they say; a copy only of contacts and links, which every form replaces.';

COMMENT ON TABLE "app"."patient_references" IS 'Exceptions to one rule: every row that refers to the merged patient refers to the surviving one, and a row that cannot (the survivor has its like) stays where it is.';

COMMENT ON TABLE "public"."patient_distinctions" IS 'Pairs of patients whom somebody looked at and told apart.';

COMMENT ON TABLE "public"."patient_merges" IS 'Merges of patients. What each moved is in app.patient_merge_rows, as long as it can be undone.';

REVOKE ALL ON FUNCTION "app"."candidate_payload"(public.patients) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."candidate_payload"(public.patients) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."candidate_payload"(public.patients) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."candidate_payload"(public.patients) TO "postgres";

REVOKE ALL ON FUNCTION "app"."forget_merges"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_merges"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_merges"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."lock_patients"(uuid, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."lock_patients"(uuid, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."lock_patients"(uuid, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."merge_payload"(public.patient_merges) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."merge_payload"(public.patient_merges) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."merge_payload"(public.patient_merges) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."merge_payload"(public.patient_merges) TO "postgres";

REVOKE ALL ON FUNCTION "app"."merged_fields"(public.patients, public.patients, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."merged_fields"(public.patients, public.patients, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."merged_fields"(public.patients, public.patients, text[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."move_patient_row"(uuid, jsonb, jsonb, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_patient_row"(uuid, jsonb, jsonb, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_patient_row"(uuid, jsonb, jsonb, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."move_patient_rows"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."move_patient_rows"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."move_patient_rows"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."name_sound"(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."name_sound"(text) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."name_sound"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."name_sound"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."name_sound"(text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."put_patient_fields"(uuid, uuid, jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."put_patient_fields"(uuid, uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."put_patient_fields"(uuid, uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."references_to_patients"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."references_to_patients"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."references_to_patients"() TO "postgres";

REVOKE ALL ON FUNCTION "app"."require_merger"(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."require_merger"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."require_merger"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."require_merger"(uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."return_patient_rows"(uuid, uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."return_patient_rows"(uuid, uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."return_patient_rows"(uuid, uuid, uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."surviving_patient"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."surviving_patient"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."surviving_patient"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."surviving_patient"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."surviving_patient"(uuid, uuid) TO "service_role";

GRANT EXECUTE ON FUNCTION "public"."list_merge_candidates"(uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_merge_candidates"(uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_merge_candidates"(uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_merges"(uuid, uuid, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patient_merges"(uuid, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_merges"(uuid, uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_messages"(uuid, uuid, text, timestamp WITH time zone, uuid, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_patient_messages"(uuid, uuid, text, timestamp WITH time zone, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_patient_messages"(uuid, uuid, text, timestamp WITH time zone, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."merge_patients"(uuid, uuid, uuid, integer, uuid, integer, text[]) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."merge_patients"(uuid, uuid, uuid, integer, uuid, integer, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."merge_patients"(uuid, uuid, uuid, integer, uuid, integer, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."patient_message_stats"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."patient_message_stats"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."patient_message_stats"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."preview_patient_merge"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_patients_distinct"(uuid, uuid, uuid, boolean) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."set_patients_distinct"(uuid, uuid, uuid, boolean) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."set_patients_distinct"(uuid, uuid, uuid, boolean) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_patient_merge"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."undo_patient_merge"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."undo_patient_merge"(uuid, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."patient_distinctions" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_distinctions" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_distinctions" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_distinctions" TO "service_role";

REVOKE ALL ON TABLE "public"."patient_merges" FROM "authenticated";

GRANT SELECT ON TABLE "public"."patient_merges" TO "authenticated";

REVOKE ALL ON TABLE "public"."patient_merges" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."patient_merges" TO "service_role";

ALTER TABLE "public"."patients"
  ADD COLUMN "sound" text GENERATED ALWAYS AS (app.name_sound(app.normalize_text(COALESCE(social_name, full_name)))) STORED NOT NULL;

COMMENT ON COLUMN "public"."patients"."sound" IS 'How the first and the last word of the name sound (app.name_sound): for merge candidates.';

CREATE INDEX patients_sound ON public.patients USING btree (tenant_id, sound);

insert into app.patient_references (table_name, column_name, set_column, place_columns, demoted, keeps_copy, moves) values
  ('public.contact_phones', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true),
  ('public.contact_emails', 'patient_id', 'entity_id', '{is_primary,position}', '{"is_primary": false}', true, true),
  ('public.patient_relations', 'patient_id', null, '{is_payer,position}', '{"is_payer": false}', true, true),
  ('public.patient_conversations', 'patient_id', null, '{}', null, true, true),
  ('public.patients', 'merged_into_id', null, '{}', null, false, false),
  ('public.patient_merges', 'survivor_id', null, '{}', null, false, false),
  ('public.patient_merges', 'merged_id', null, '{}', null, false, false),
  ('public.patient_distinctions', 'low_id', null, '{}', null, false, false),
  ('public.patient_distinctions', 'high_id', null, '{}', null, false, false)
on conflict (table_name, column_name) do update set set_column = excluded.set_column, place_columns = excluded.place_columns,
  demoted = excluded.demoted, keeps_copy = excluded.keeps_copy, moves = excluded.moves;
