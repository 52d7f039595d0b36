-- exports: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."export_files" (
  "tenant_id"  uuid                     NOT NULL,
  "export_id"  uuid                     NOT NULL,
  "path"       text                     NOT NULL,
  "created_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "export_files_pkey" PRIMARY KEY (tenant_id, export_id, path),
  CONSTRAINT "path_is_of_the_clinic" CHECK (starts_with(path, ((tenant_id)::text || '/'::text)))
);

ALTER TABLE "app"."export_files"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."export_kinds" (
  "key"            text    NOT NULL,
  "roles"          text[]  NOT NULL,
  "lifetime_hours" integer NOT NULL DEFAULT 72,
  "check_function" text    NOT NULL,
  "file_name"      text    NOT NULL,
  "extension"      text    NOT NULL DEFAULT 'zip'::text,
  CONSTRAINT "check_is_a_function_of_app" CHECK ((check_function ~ '^app\.[a-z_]+$'::text)),
  CONSTRAINT "export_kinds_pkey" PRIMARY KEY (key),
  CONSTRAINT "extension_is_known" CHECK ((extension = ANY (ARRAY['zip'::text, 'pdf'::text]))),
  CONSTRAINT "key_is_a_word" CHECK ((key ~ '^[a-z][a-z0-9_]*$'::text)),
  CONSTRAINT "lifetime_is_days" CHECK (((lifetime_hours >= 1) AND (lifetime_hours <= (24 * 30))))
);

ALTER TABLE "app"."export_kinds"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."personal_data" (
  "table_name"  text    NOT NULL,
  "section"     text,
  "position"    integer NOT NULL DEFAULT 0,
  "finder"      text    NOT NULL,
  "reader"      text    NOT NULL DEFAULT 'clinic'::text,
  "open_rows"   text,
  "sorted_by"   text    NOT NULL DEFAULT '1'::text,
  "hidden"      text[]  NOT NULL DEFAULT '{}'::text[],
  "erasure"     text    NOT NULL,
  "erased_rows" text,
  "erased_set"  text,
  "erased_at"   integer NOT NULL DEFAULT 50,
  "rule"        text,
  "reason"      text,
  CONSTRAINT "anonymised_says_how" CHECK (((erasure = 'anonymise'::text) = (erased_set IS NOT NULL))),
  CONSTRAINT "erasure_is_known" CHECK ((erasure = ANY (ARRAY['delete'::text, 'anonymise'::text, 'keep'::text, 'follows'::text]))),
  CONSTRAINT "kept_by_a_rule" CHECK ((((erasure <> 'keep'::text) AND (erased_rows IS NULL)) OR (rule IS NOT NULL))),
  CONSTRAINT "left_out_says_why" CHECK ((((section IS NOT NULL) AND (erasure <> 'follows'::text)) OR (reason IS NOT NULL))),
  CONSTRAINT "personal_data_pkey" PRIMARY KEY (table_name),
  CONSTRAINT "reader_is_known" CHECK ((reader = ANY (ARRAY['clinic'::text, 'treating'::text, 'desk'::text, 'nobody'::text])))
);

ALTER TABLE "app"."personal_data"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "app"."retention_rules" (
  "key"         text    NOT NULL,
  "law"         text    NOT NULL,
  "reason"      text    NOT NULL,
  "years"       integer,
  "counts_from" text    NOT NULL,
  CONSTRAINT "counts_from_is_known" CHECK ((counts_from = ANY (ARRAY['last_record_entry'::text, 'end_of_year'::text, 'erasure'::text, 'nothing'::text]))),
  CONSTRAINT "retention_rules_pkey" PRIMARY KEY (key),
  CONSTRAINT "rule_is_a_word" CHECK ((key ~ '^[a-z][a-z0-9_]*$'::text)),
  CONSTRAINT "years_are_sane" CHECK (((years >= 1) AND (years <= 100)))
);

ALTER TABLE "app"."retention_rules"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."exports" (
  "tenant_id"    uuid                     NOT NULL,
  "id"           uuid                     NOT NULL DEFAULT gen_random_uuid(),
  "kind"         text                     NOT NULL,
  "subject"      jsonb                    NOT NULL DEFAULT '{}'::jsonb,
  "requested_by" uuid                     NOT NULL,
  "state"        text                     NOT NULL DEFAULT 'queued'::text,
  "done"         integer                  NOT NULL DEFAULT 0,
  "total"        integer,
  "attempt"      uuid,
  "path"         text,
  "bytes"        bigint,
  "sha256"       text,
  "failure"      text,
  "expires_at"   timestamp with time zone,
  "created_at"   timestamp with time zone NOT NULL DEFAULT now(),
  "finished_at"  timestamp with time zone,
  CONSTRAINT "exports_pkey" PRIMARY KEY (tenant_id, id),
  CONSTRAINT "finished_when_over" CHECK (((finished_at IS NOT NULL) = (state <> ALL (ARRAY['queued'::text, 'running'::text])))),
  CONSTRAINT "progress_is_not_negative" CHECK (((done >= 0) AND (total >= 0))),
  CONSTRAINT "ready_ones_have_a_file" CHECK (((state <> 'ready'::text) OR ((path IS NOT NULL) AND (bytes IS NOT NULL) AND (sha256 IS NOT NULL) AND (expires_at IS NOT NULL)))),
  CONSTRAINT "state_is_known" CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ready'::text, 'failed'::text, 'cancelled'::text, 'expired'::text])))
);

ALTER TABLE "public"."exports"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."exports" FROM "anon";

CREATE OR REPLACE FUNCTION app.begin_export (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
  v_path text;
begin
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_export.state is null or v_export.state not in ('queued', 'running') then
    return null;
  end if;
  begin
    perform app.checked_export(p_tenant_id, v_export.kind, v_export.subject, v_export.requested_by);
  exception when sqlstate 'PT403' or sqlstate 'PT404' then
    update public.exports e set state = 'failed', failure = sqlerrm, finished_at = now(), attempt = null
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
    perform app.remove_export_later(p_tenant_id, p_id, now());
    perform app.tell_export(v_export);
    return null;
  end;
  v_path := p_tenant_id || '/' || p_id || '/' || p_attempt || '.' || (select k.extension from app.export_kinds k where k.key = v_export.kind);
  update public.exports e set state = 'running', attempt = p_attempt, done = 0, total = null
  where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
  insert into app.export_files (tenant_id, export_id, path) values (p_tenant_id, p_id, v_path) on conflict do nothing;
  perform app.tell_export(v_export);
  return jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject, 'requested_by', v_export.requested_by,
    'requested_by_name', app.name_of_member(v_export.requested_by), 'path', v_path, 'created_at', v_export.created_at,
    'clinic', (select t.name from public.tenants t where t.id = p_tenant_id), 'time_zone', app.clinic_zone(p_tenant_id));
end;
$function$;

CREATE OR REPLACE FUNCTION app.check_person_export (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_patient_id uuid := app.typed_id(p_subject ->> 'patient_id');
begin
  if not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  if not app.treats(p_tenant_id, v_patient_id, p_user_id) and not exists (
    select from public.tenant_members m
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active' and m.role in ('owner', 'admin')) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return jsonb_build_object('patient_id', v_patient_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.checked_export (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_kind app.export_kinds;
  v_role text;
  v_subject jsonb;
begin
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member';
  end if;
  select * into v_kind from app.export_kinds k where k.key = p_kind;
  if v_kind.key is null then
    raise sqlstate 'PT400' using message = 'unknown_export_kind';
  end if;
  if not v_role = any (v_kind.roles) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  execute format('select %s($1, $2, $3)', v_kind.check_function) into v_subject using p_tenant_id, coalesce(p_subject, '{}'), p_user_id;
  return v_subject;
end;
$function$;

CREATE OR REPLACE FUNCTION app.complete_export (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_path      text,
  p_bytes     bigint,
  p_sha256    text
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'ready', path = p_path, bytes = p_bytes, sha256 = p_sha256, finished_at = now(), attempt = null,
    done = coalesce(e.total, e.done),
    expires_at = now() + (select make_interval(hours => k.lifetime_hours) from app.export_kinds k where k.key = e.kind)
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'running' and e.attempt = p_attempt
  returning * into v_export;
  if not found then
    return false;
  end if;
  perform app.remove_export_later(p_tenant_id, p_id, v_export.expires_at);
  perform app.tell_export(v_export);
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
    foreach v_bucket in array array['whatsapp-media', 'patient-files', 'exports'] loop
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

CREATE OR REPLACE FUNCTION app.forget_export_files (
  p_tenant_id uuid,
  p_id        uuid,
  p_paths     text[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  delete from app.export_files f where f.tenant_id = p_tenant_id and f.export_id = p_id and f.path = any (p_paths);
$function$;

CREATE OR REPLACE FUNCTION app.give_up_export (
  p_job app.jobs
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'failed', failure = coalesce(p_job.last_error, 'internal'), finished_at = now(), attempt = null
  where e.tenant_id = p_job.tenant_id and e.id = (p_job.payload ->> 'id')::uuid and e.state in ('queued', 'running')
  returning * into v_export;
  if found then
    perform app.remove_export_later(v_export.tenant_id, v_export.id, now());
    perform app.tell_export(v_export);
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_personal_data (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_scope record;
  v_data app.personal_data;
  v_role text;
  v_treats boolean := app.treats(p_tenant_id, p_patient_id, p_user_id);
  v_rows bigint;
  v_withheld bigint;
  v_tables jsonb := '[]';
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  select m.role into v_role from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  for v_data in select * from app.personal_data d where d.section is not null order by d.position, d.table_name loop
    execute format('select count(*) filter (where %s), count(*) filter (where not (%s)) from %s t where t.tenant_id = $1 and (%s)',
      app.personal_reader(v_data, v_treats, v_role), app.personal_reader(v_data, v_treats, v_role), v_data.table_name, v_data.finder)
    into v_rows, v_withheld using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses;
    v_tables := v_tables || jsonb_build_object('table', v_data.table_name, 'section', v_data.section, 'rows', v_rows,
      'withheld', case when v_withheld > 0 then v_data.reader end);
  end loop;
  return jsonb_build_object('tables', v_tables, 'shared_conversations', cardinality(v_scope.shared_threads), 'treats', v_treats,
    -- named, never counted: how many there are is nobody's business but their author's
    'private_folder', 'withheld',
    'retention', (select jsonb_agg(jsonb_build_object('key', r.key, 'law', r.law, 'reason', r.reason) order by r.key) from app.retention_rules r));
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_personal_files (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_scope record;
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', l.name, 'mime_type', f.mime_type,
      'bytes', f.bytes, 'sha256', f.sha256, 'section', l.section, 'at', l.at) order by l.section, l.at, f.id), '[]')
    from (
      select p.id, p.name, 'files' as section, p.created_at as at from public.patient_files p
      where p.tenant_id = p_tenant_id and p.patient_id = any (v_scope.patients)
        and (not p.is_clinical or app.treats(p_tenant_id, p_patient_id, p_user_id))
      union all
      select distinct on (m.media_file_id) m.media_file_id, null, 'messages', m.occurred_at from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = any (v_scope.threads) and m.media_file_id is not null and m.deleted_at is null
    ) l
    join app.media_files f on f.tenant_id = p_tenant_id and f.id = l.id and f.state = 'stored');
end;
$function$;

CREATE OR REPLACE FUNCTION app.note_export_progress (
  p_tenant_id uuid,
  p_id        uuid,
  p_attempt   uuid,
  p_done      integer,
  p_total     integer
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
begin
  update app.jobs j set leased_until = now() + app.job_lease('build_export')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'export:' || p_id and j.lease_token = p_attempt and j.finished_at is null;
  if not found then
    return false;
  end if;
  update public.exports e set done = p_done, total = p_total
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'running' and e.attempt = p_attempt
  returning * into v_export;
  if not found then
    return false;
  end if;
  perform app.tell_export(v_export);
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.open_export (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
begin
  perform app.require_member(p_tenant_id);
  select * into v_export from public.exports e
  where e.tenant_id = p_tenant_id and e.id = p_id and e.requested_by = auth.uid();
  if not found then
    raise sqlstate 'PT404' using message = 'export_not_found';
  end if;
  if v_export.state = 'expired' or v_export.state = 'ready' and v_export.expires_at <= now() then
    raise sqlstate 'PT410' using message = 'export_expired', hint = 'Ask for it again.';
  end if;
  if v_export.state <> 'ready' then
    raise sqlstate 'PT409' using message = 'export_not_ready';
  end if;
  -- whoever may no longer ask for it may no longer have it
  perform app.checked_export(p_tenant_id, v_export.kind, v_export.subject, auth.uid());
  perform app.audit(p_tenant_id, 'export.downloaded', 'export', v_export.id::text, null,
    jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject, 'sha256', v_export.sha256));
  return jsonb_build_object('path', v_export.path, 'seconds', least(300, ceil(extract(epoch from v_export.expires_at - now()))::integer),
    'name', (select k.file_name from app.export_kinds k where k.key = v_export.kind)
      || '-' || to_char(v_export.created_at at time zone app.clinic_zone(p_tenant_id), 'YYYY-MM-DD')
      || '.' || split_part(v_export.path, '.', 2));
end;
$function$;

CREATE OR REPLACE FUNCTION app.person_scope (
  p_tenant_id  uuid,
  p_patient_id uuid
)
  RETURNS TABLE (
    patients       uuid[],
    threads        uuid[],
    shared_threads uuid[],
    payers         uuid[],
    addresses      text[]
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with recursive same(id) as (
    select p_patient_id
    union
    select p.id from public.patients p join same s on p.tenant_id = p_tenant_id and p.merged_into_id = s.id
  ), linked as (
    select distinct c.thread_id, exists (
      select from public.patient_conversations o
      where o.tenant_id = p_tenant_id and o.thread_id = c.thread_id and o.patient_id not in (select id from same)) as is_shared
    from public.patient_conversations c where c.tenant_id = p_tenant_id and c.patient_id in (select id from same)
  )
  select array(select id from same),
    array(select l.thread_id from linked l where not l.is_shared),
    array(select l.thread_id from linked l where l.is_shared),
    array(select y.id from public.payers y where y.tenant_id = p_tenant_id and y.patient_id in (select id from same)),
    array(
      select a.address from public.conversation_addresses a
      join linked l on l.thread_id = a.thread_id and not l.is_shared where a.tenant_id = p_tenant_id
      union
      select f.phone from public.contact_phones f where f.tenant_id = p_tenant_id and f.patient_id in (select id from same)
        -- a phone of two people is the other one's too
        and not exists (
          select from public.contact_phones o where o.tenant_id = p_tenant_id and o.phone = f.phone and o.patient_id not in (select id from same)));
$function$;

CREATE OR REPLACE FUNCTION app.personal_reader (
  p_data   app.personal_data,
  p_treats boolean,
  p_role   text
)
  RETURNS text
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select case p_data.reader
    when 'clinic' then 'true'
    when 'treating' then case when p_treats then 'true' else coalesce(p_data.open_rows, 'false') end
    when 'desk' then case when p_role = 'therapist' then 'false' else 'true' end
    else 'false' end;
$function$;

CREATE OR REPLACE FUNCTION app.read_personal_data (
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_user_id    uuid,
  p_table      text,
  p_offset     integer,
  p_limit      integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_scope record;
  v_data app.personal_data;
  v_role text;
  v_rows jsonb;
begin
  select * into v_data from app.personal_data d where d.table_name = p_table and d.section is not null;
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  select m.role into v_role from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  execute format(
    'select coalesce(jsonb_agg(to_jsonb(t) - $6 order by n), ''[]'') from (select t.*, row_number() over (order by %s) as n from %s t '
    'where t.tenant_id = $1 and (%s) and (%s) order by %s offset $7 limit $8) t',
    v_data.sorted_by, v_data.table_name, v_data.finder,
    app.personal_reader(v_data, app.treats(p_tenant_id, p_patient_id, p_user_id), v_role), v_data.sorted_by)
  into v_rows using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses,
    v_data.hidden || array['tenant_id', 'n'], p_offset, p_limit;
  if v_data.section = 'record' and p_offset = 0 then
    insert into public.record_reads (tenant_id, patient_id, entry_id, user_id, user_name, kind)
    select p_tenant_id, p_patient_id, (e ->> 'id')::uuid, p_user_id, app.name_of_member(p_user_id), 'copy'
    from jsonb_array_elements(case when v_rows = '[]' then '[{}]' else v_rows end) e
    where app.treats(p_tenant_id, p_patient_id, p_user_id);
  end if;
  return v_rows;
end;
$function$;

CREATE OR REPLACE FUNCTION app.remove_export_later (
  p_tenant_id uuid,
  p_id        uuid,
  p_at        timestamp with time zone
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_tenant_id, 'remove_export', jsonb_build_object('id', p_id), format('remove_export:%s:%s', p_id, extract(epoch from p_at)), p_at)
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
$function$;

CREATE OR REPLACE FUNCTION app.take_export_leftovers (
  p_tenant_id uuid,
  p_id        uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_export public.exports;
begin
  update public.exports e set state = 'expired'
  where e.tenant_id = p_tenant_id and e.id = p_id and e.state = 'ready' and e.expires_at <= p_now
  returning * into v_export;
  if found then
    perform app.tell_export(v_export);
  end if;
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id;
  return coalesce((
    select jsonb_agg(f.path order by f.path) from app.export_files f
    where f.tenant_id = p_tenant_id and f.export_id = p_id
      and case v_export.state when 'ready' then f.path <> v_export.path when 'queued' then false when 'running' then false else true end), '[]');
end;
$function$;

CREATE OR REPLACE FUNCTION app.tell_export (
  p_export public.exports
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  select app.broadcast(p_export.tenant_id, 'export', jsonb_build_object('id', p_export.id));
$function$;

CREATE OR REPLACE FUNCTION public.cancel_export (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS public.exports
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
  v_export public.exports;
begin
  select * into v_export from public.exports e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if not found or v_export.requested_by <> auth.uid() and v_role not in ('owner', 'admin') then
    raise sqlstate 'PT404' using message = 'export_not_found';
  end if;
  if v_export.state in ('queued', 'running') then
    update public.exports e set state = 'cancelled', finished_at = now(), attempt = null
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_export;
    perform app.remove_export_later(p_tenant_id, p_id, now());
    perform app.audit(p_tenant_id, 'export.cancelled', 'export', v_export.id::text, null,
      jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject));
    perform app.tell_export(v_export);
  end if;
  return v_export;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_export"(uuid, uuid) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.list_exports (
  p_tenant_id uuid,
  p_kind      text    DEFAULT NULL::text,
  p_subject   jsonb   DEFAULT NULL::jsonb,
  p_limit     integer DEFAULT 20
)
  RETURNS TABLE (
    id                uuid,
    kind              text,
    subject           jsonb,
    state             text,
    done              integer,
    total             integer,
    bytes             bigint,
    sha256            text,
    failure           text,
    expires_at        timestamp with time zone,
    created_at        timestamp with time zone,
    finished_at       timestamp with time zone,
    requested_by      uuid,
    requested_by_name text,
    is_mine           boolean
  )
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  return query
  select e.id, e.kind, e.subject,
    -- the hour has come, and the job that removes it has not run yet
    case when e.state = 'ready' and e.expires_at <= now() then 'expired' else e.state end,
    e.done, e.total, e.bytes, e.sha256, e.failure, e.expires_at, e.created_at, e.finished_at, e.requested_by,
    app.name_of_member(e.requested_by), e.requested_by = auth.uid()
  from public.exports e
  where e.tenant_id = p_tenant_id and (e.requested_by = auth.uid() or v_role in ('owner', 'admin'))
    and (p_kind is null or e.kind = p_kind) and (p_subject is null or e.subject @> p_subject)
  order by e.created_at desc, e.id
  limit least(greatest(coalesce(p_limit, 20), 1), 100);
end;
$function$;

REVOKE ALL ON FUNCTION "public"."list_exports"(uuid, text, jsonb, integer) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.request_export (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   jsonb DEFAULT '{}'::jsonb,
  p_id        uuid  DEFAULT gen_random_uuid()
)
  RETURNS public.exports
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_subject jsonb;
  v_export public.exports;
begin
  perform app.require_member(p_tenant_id);
  v_subject := app.checked_export(p_tenant_id, p_kind, p_subject, auth.uid());
  select * into v_export from public.exports e
  where e.tenant_id = p_tenant_id and e.requested_by = auth.uid()
    and (e.id = p_id or e.kind = p_kind and e.subject = v_subject and e.state in ('queued', 'running'))
  order by (e.id = p_id) desc limit 1;
  if found then
    return v_export;
  end if;
  insert into public.exports (tenant_id, id, kind, subject, requested_by)
  values (p_tenant_id, coalesce(p_id, gen_random_uuid()), p_kind, v_subject, auth.uid())
  on conflict do nothing returning * into v_export;
  if not found then
    -- the same press twice at once: the other one made it
    select * into v_export from public.exports e
    where e.tenant_id = p_tenant_id and e.requested_by = auth.uid()
      and (e.id = p_id or e.kind = p_kind and e.subject = v_subject and e.state in ('queued', 'running'))
    order by (e.id = p_id) desc limit 1;
    if not found then
      raise sqlstate 'PT404' using message = 'export_not_found';
    end if;
    return v_export;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_tenant_id, 'build_export', jsonb_build_object('id', v_export.id), 'export:' || v_export.id);
  perform app.audit(p_tenant_id, 'export.requested', 'export', v_export.id::text, null,
    jsonb_build_object('kind', v_export.kind, 'subject', v_export.subject));
  return v_export;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."request_export"(uuid, text, jsonb, uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "app"."personal_data"
  ADD CONSTRAINT "personal_data_rule_fkey" FOREIGN KEY (RULE) REFERENCES app.retention_rules(key) ON DELETE RESTRICT;

ALTER TABLE "public"."exports"
  ADD CONSTRAINT "exports_kind_fkey" FOREIGN KEY (kind) REFERENCES app.export_kinds(key) ON DELETE RESTRICT;

ALTER TABLE "app"."export_files"
  ADD CONSTRAINT "export_files_tenant_id_export_id_fkey" FOREIGN KEY (tenant_id, export_id) REFERENCES public.exports(tenant_id, id) ON DELETE CASCADE;

ALTER TABLE "public"."exports"
  ADD CONSTRAINT "exports_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE INDEX personal_data_rule ON app.personal_data USING btree (RULE)
  WHERE (RULE IS NOT NULL);

CREATE INDEX exports_kind ON public.exports USING btree (kind);

CREATE INDEX exports_newest ON public.exports USING btree (tenant_id, created_at DESC);

CREATE INDEX exports_of_person ON public.exports USING btree (tenant_id, requested_by, created_at DESC);

CREATE UNIQUE INDEX exports_one_open ON public.exports USING btree (tenant_id, requested_by, kind, subject)
  WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE POLICY "select_nobody" ON "app"."export_files"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."export_kinds"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."personal_data"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_nobody" ON "app"."retention_rules"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_own_or_admin" ON "public"."exports"
  FOR SELECT
  TO "authenticated"
  USING
    ((((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)) AND (requested_by = ( SELECT auth.uid() AS uid))) OR (tenant_id IN ( SELECT
    app.my_tenant_ids_as(ARRAY['owner'::text, 'admin'::text]) AS my_tenant_ids_as))));

COMMENT ON COLUMN "app"."export_kinds"."check_function" IS '(tenant uuid, subject jsonb, user uuid) returns jsonb: the subject with nothing in it but what the builder needs; refuses as a function of the API does. Asked again when the file is built.';

COMMENT ON COLUMN "app"."export_kinds"."file_name" IS 'What the downloaded file is called before its date, without extension.';

COMMENT ON COLUMN "app"."export_kinds"."roles" IS 'Roles that may ask at all; check_function says whether this person may have this subject.';

COMMENT ON COLUMN "app"."personal_data"."erased_at" IS 'Order of the erasure: what refers goes before what is referred to.';

COMMENT ON COLUMN "app"."personal_data"."erased_rows" IS 'Which of the rows are erased; the others are kept by the rule. NULL: all of them.';

COMMENT ON COLUMN "app"."personal_data"."erasure" IS 'delete, anonymise (erased_set), keep (rule), or follows: it goes with a row of another table, or holds no word about anybody.';

COMMENT ON COLUMN "app"."personal_data"."finder" IS 'Condition over t (the table): $1 clinic, $2 the person''s patients (merged ones too), $3 conversations of nobody else, $4 payers, $5 addresses and phones.';

COMMENT ON COLUMN "app"."personal_data"."open_rows" IS 'Of a table that only who treats the person reads: the rows that others have too.';

COMMENT ON COLUMN "app"."personal_data"."reader" IS 'clinic: whoever may ask for the export. treating: only who treats the person. desk: everybody but therapists. nobody: named and withheld.';

COMMENT ON COLUMN "app"."personal_data"."section" IS 'Part of an export; NULL: not in it, for the reason given.';

COMMENT ON COLUMN "app"."retention_rules"."counts_from" IS 'last_record_entry: the day of the last entry in the record. end_of_year: the end of the year of the last payment. erasure: the day of the erasure. nothing: no end that a clinic decides.';

COMMENT ON COLUMN "public"."exports"."attempt" IS 'The lease of the worker that builds it: what an earlier one says no longer counts.';

COMMENT ON COLUMN "public"."exports"."subject" IS 'What it is about, as the check of its kind wrote it: {patient_id} of a person.';

COMMENT ON COLUMN "public"."exports"."total" IS 'Steps; NULL until the builder knows.';

COMMENT ON FUNCTION "app"."begin_export"(uuid, uuid, uuid) IS 'Caller: worker. What to build and where to put it; p_attempt is the lease of its job, and what earlier attempts say no longer counts. NULL when there is nothing to build any more: ready, cancelled, or whoever asked may not have it now (failed). Errors: none.';

COMMENT ON FUNCTION "app"."checked_export"(uuid, text, jsonb, uuid) IS 'The subject of an export as its kind wants it, if this person may have it: asked when it is asked for, built and downloaded.';

COMMENT ON FUNCTION "app"."complete_export"(uuid, uuid, uuid, text, bigint, text) IS 'Caller: worker, when the file is stored. False when it came too late (cancelled, or another attempt is ahead): its file is to be removed. Errors: none.';

COMMENT ON FUNCTION "app"."forget_export_files"(uuid, uuid, text[]) IS 'Caller: worker, when the objects are removed. Errors: none.';

COMMENT ON FUNCTION "app"."list_personal_data"(uuid, uuid, uuid) IS 'Caller: worker. What an export of a person has for p_user_id: {tables: [{table, section, rows, withheld}], shared_conversations, treats, private_folder, retention}. withheld names whose the other rows are. Errors: none.';

COMMENT ON FUNCTION "app"."list_personal_files"(uuid, uuid, uuid) IS 'Caller: worker. Stored files of a person that p_user_id may have, of the record and of conversations. Errors: none.';

COMMENT ON FUNCTION "app"."note_export_progress"(uuid, uuid, uuid, integer, integer) IS 'Caller: worker, between two steps. Keeps the lease; false when the export was cancelled or somebody else builds it: stop. Errors: none.';

COMMENT ON FUNCTION "app"."open_export"(uuid, uuid) IS 'Caller: download-export in the name of whoever asked for the export. Where its file is, for an address of some minutes; each call is a download in the audit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 export_not_found, PT409 export_not_ready, PT410 export_expired.';

COMMENT ON FUNCTION "app"."person_scope"(uuid, uuid) IS 'What is one person''s: the patient with those merged into it, conversations of nobody else, conversations that are another patient''s too, payers, addresses and phones.';

COMMENT ON FUNCTION "app"."personal_reader"(app.personal_data, boolean, text) IS 'Condition over t: the rows of a table that somebody may have in an export of a person.';

COMMENT ON FUNCTION "app"."read_personal_data"(uuid, uuid, uuid, text, integer, integer) IS 'Caller: worker. Rows of one table of an export of a person, as far as p_user_id may have them; a copy of the record is noted among its readers. Errors: none.';

COMMENT ON FUNCTION "app"."take_export_leftovers"(uuid, uuid, timestamp with time zone) IS 'Caller: worker. Paths of objects of an export that nobody may open any more. One whose time is over is expired from now on. Errors: none.';

COMMENT ON FUNCTION "public"."cancel_export"(uuid, uuid) IS 'Caller: whoever asked, owner or administrators. Ends an export that is not ready yet; one that is over stays as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 export_not_found.';

COMMENT ON FUNCTION "public"."list_exports"(uuid, text, jsonb, integer) IS 'Caller: any member, the own exports; owner and administrators those of everybody. Newest first. Errors: PT401 not_signed_in, PT403 not_a_member.';

COMMENT ON FUNCTION "public"."request_export"(uuid, text, jsonb, uuid) IS 'Caller: whose role and rights the kind asks for. Begins an export; the same id, or the same wish while one is being built, answers the one that is there. Errors: PT400 unknown_export_kind, PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 export_not_found, and what the kind refuses (person: PT403 forbidden, PT404 patient_not_found).';

COMMENT ON TABLE "app"."export_kinds" IS 'What can be exported, who may ask and how long the file is kept. Each kind has a builder of its name in _shared/trust/exports.';

COMMENT ON TABLE "app"."personal_data" IS 'How data of one person is found, who may have a copy, and what an erasure does with it. Its SQL comes with the product alone.';

COMMENT ON TABLE "app"."retention_rules" IS 'Legal reasons to keep data of somebody who asked for its erasure (LGPD art. 16). In Portuguese: they are printed on the certificate.';

COMMENT ON TABLE "public"."exports" IS 'One row an export. Whoever asked downloads it; owner and administrators see that it was asked for.';

REVOKE ALL ON FUNCTION "app"."begin_export"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."begin_export"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_export"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."begin_export"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."check_person_export"(uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_person_export"(uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_person_export"(uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."checked_export"(uuid, text, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."checked_export"(uuid, text, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."checked_export"(uuid, text, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."complete_export"(uuid, uuid, uuid, text, bigint, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."complete_export"(uuid, uuid, uuid, text, bigint, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_export"(uuid, uuid, uuid, text, bigint, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."complete_export"(uuid, uuid, uuid, text, bigint, text) TO "service_role";

REVOKE ALL ON FUNCTION "app"."forget_export_files"(uuid, uuid, text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."forget_export_files"(uuid, uuid, text[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_export_files"(uuid, uuid, text[]) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."forget_export_files"(uuid, uuid, text[]) TO "service_role";

REVOKE ALL ON FUNCTION "app"."give_up_export"(app.jobs) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."give_up_export"(app.jobs) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."give_up_export"(app.jobs) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_personal_data"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_personal_data"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_personal_data"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_personal_data"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."list_personal_files"(uuid, uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_personal_files"(uuid, uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_personal_files"(uuid, uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_personal_files"(uuid, uuid, uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."note_export_progress"(uuid, uuid, uuid, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."note_export_progress"(uuid, uuid, uuid, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_export_progress"(uuid, uuid, uuid, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."note_export_progress"(uuid, uuid, uuid, integer, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."open_export"(uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."open_export"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."open_export"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."open_export"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."person_scope"(uuid, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."person_scope"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."person_scope"(uuid, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."personal_reader"(app.personal_data, boolean, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."personal_reader"(app.personal_data, boolean, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."personal_reader"(app.personal_data, boolean, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."read_personal_data"(uuid, uuid, uuid, text, integer, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."read_personal_data"(uuid, uuid, uuid, text, integer, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_personal_data"(uuid, uuid, uuid, text, integer, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_personal_data"(uuid, uuid, uuid, text, integer, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."remove_export_later"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."remove_export_later"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."remove_export_later"(uuid, uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."take_export_leftovers"(uuid, uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."take_export_leftovers"(uuid, uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_export_leftovers"(uuid, uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."take_export_leftovers"(uuid, uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."tell_export"(public.exports) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tell_export"(public.exports) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tell_export"(public.exports) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_export"(uuid, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_export"(uuid, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_export"(uuid, uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_exports"(uuid, text, jsonb, integer) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."list_exports"(uuid, text, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."list_exports"(uuid, text, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."request_export"(uuid, text, jsonb, uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."request_export"(uuid, text, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."request_export"(uuid, text, jsonb, uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."exports" FROM "authenticated";

GRANT SELECT ON TABLE "public"."exports" TO "authenticated";

REVOKE ALL ON TABLE "public"."exports" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."exports" TO "service_role";

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
insert into app.job_kinds (kind, max_attempts, is_listed) values ('session_reminder', 5, false), ('reminder_answer', 12, false)
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
  ('export.requested', 'privacy', 'notice'), ('export.downloaded', 'privacy', 'warning'), ('export.cancelled', 'privacy', 'info'),
  ('audit.exported', 'audit', 'notice'), ('audit.pruned', 'audit', 'warning'), ('audit.erased', 'audit', 'warning'),
  ('audit.kept', 'audit', 'notice')
on conflict (key) do update set area = excluded.area, severity = excluded.severity;

insert into app.export_kinds (key, roles, lifetime_hours, check_function, file_name) values
  ('person', '{owner,admin,supervisor,therapist}', 72, 'app.check_person_export', 'dados-da-pessoa')
on conflict (key) do update set
  roles = excluded.roles, lifetime_hours = excluded.lifetime_hours, check_function = excluded.check_function,
  file_name = excluded.file_name;

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
  ('app.known_names', 'known_names', 107, 't.address = any ($5)', 'clinic', null, 't.address', '{}', 'delete', null, null, 60, null, null),
  ('public.notifications', null, 0, '(t.thread_id = any ($3) or t.patient_id = any ($2))', 'nobody', null, '1', '{}', 'delete', null, null, 60, null, 'what the team was told'),
  ('public.tasks', 'tasks', 108, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.created_at', '{}', 'delete', null, null, 60, null, null),
  ('public.workflow_runs', 'workflows', 109, '(t.patient_id = any ($2) or t.thread_id = any ($3))', 'clinic', null, 't.started_at', '{event_key,chain}', 'delete', null, null, 62, null, null),
  ('public.workflow_steps', null, 0, 'exists (select from public.workflow_runs r where r.tenant_id = t.tenant_id and r.id = t.run_id and (r.patient_id = any ($2) or r.thread_id = any ($3)))', 'nobody', null, '1', '{}', 'delete', null, null, 61, null, 'how a workflow went'),
  -- what providers told, as it came
  ('app.webhook_events', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.raw::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'anonymise', null, 'raw = ''{}''', 65, null, 'messages as their provider told them; they are in messages'),
  ('app.early_actions', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.action::text, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'what came before its message, for a moment'),
  ('app.history_chats', null, 0, 'exists (select from unnest($5) a where length(a) >= 10 and strpos(t.provider_address, ltrim(regexp_replace(a, ''^[a-z]+:'', ''''), ''+'')) > 0)', 'nobody', null, '1', '{}', 'delete', null, null, 65, null, 'list of what was to be read from the phone'),
  ('app.jobs', null, 0, '(t.payload ->> ''patient_id'' = any ($2::text[]) or t.payload ->> ''thread_id'' = any ($3::text[])) and t.kind <> ''erase_person''', 'nobody', null, '1', '{}', 'delete', null, null, 66, null, 'work about the person'),
  ('public.exports', 'exports', 110, 't.kind = ''person'' and t.subject ->> ''patient_id'' = any ($2::text[])', 'clinic', null, 't.created_at', '{path,attempt}', 'anonymise', null, 'state = case when t.state in (''queued'', ''running'') then ''cancelled'' else t.state end, finished_at = coalesce(t.finished_at, now()), expires_at = least(t.expires_at, now())', 10, null, null)
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;

-- Private, without a policy: no browser opens an object but by an address that open_export was asked for.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('exports', 'exports', false, 5::bigint * 1024 * 1024 * 1024, '{application/zip,application/pdf,application/json}')
on conflict (id) do update set
  public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;
