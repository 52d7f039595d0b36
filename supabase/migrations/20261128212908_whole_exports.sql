-- whole exports: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."clinic_export_tables" (
  "name"          text     NOT NULL,
  "position"      smallint NOT NULL,
  "is_of_clinic"  boolean  NOT NULL DEFAULT true,
  "own_condition" text,
  "record_column" text,
  CONSTRAINT "clinic_export_tables_pkey" PRIMARY KEY (name)
);

ALTER TABLE "app"."clinic_export_tables"
  ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION app.check_clinic_export (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select '{}'::jsonb;
$function$;

CREATE OR REPLACE FUNCTION app.check_therapist_export (
  p_tenant_id uuid,
  p_subject   jsonb,
  p_user_id   uuid
)
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
begin
  -- the private folder is in it: nobody asks for another's
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return jsonb_build_object('therapist_id', p_user_id);
end;
$function$;

CREATE OR REPLACE FUNCTION app.end_webhook_attempt (
  p_tenant_id   uuid,
  p_id          uuid,
  p_job_id      bigint,
  p_lease_token uuid,
  p_attempt     jsonb,
  p_now         timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS text
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_job app.jobs;
  v_row public.webhook_deliveries;
  v_status integer := (p_attempt ->> 'status')::integer;
  v_is_over boolean;
  v_end text := 'finished';
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if v_job.id is null then
    return 'lost';
  end if;
  update public.webhook_deliveries d set attempts = d.attempts + 1, last_status = v_status, last_error = p_attempt ->> 'error'
  where d.tenant_id = p_tenant_id and d.id = p_id returning * into v_row;
  if v_row.id is null then
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    return 'finished';
  end if;
  insert into public.webhook_attempts (tenant_id, delivery_id, number, at, duration_ms, status, error, response)
  values (p_tenant_id, p_id, v_row.attempts, p_now, (p_attempt ->> 'duration_ms')::integer, v_status, p_attempt ->> 'error',
    left(p_attempt ->> 'response', 2000));
  if v_status between 200 and 299 then
    update public.webhook_deliveries d set state = 'delivered', delivered_at = p_now, next_attempt_at = null, last_error = null
    where d.tenant_id = p_tenant_id and d.id = p_id;
    update public.webhook_endpoints e set failing_since = null
    where e.tenant_id = p_tenant_id and e.id = v_row.endpoint_id and e.failing_since is not null;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
    perform app.broadcast(p_tenant_id, 'webhook', jsonb_build_object('endpoint_id', v_row.endpoint_id));
    return 'finished';
  end if;
  v_is_over := v_row.is_test or v_status = 410 or v_job.attempts >= app.max_attempts(v_job.kind);
  if v_is_over then
    update public.webhook_deliveries d set state = 'failed', next_attempt_at = null where d.tenant_id = p_tenant_id and d.id = p_id;
    perform app.finish_job(p_tenant_id, p_job_id, p_lease_token);
  else
    perform app.fail_job(p_tenant_id, p_job_id, p_lease_token, p_attempt ->> 'error', false, (p_attempt ->> 'retry_after_seconds')::integer);
    update public.webhook_deliveries d set next_attempt_at = (select j.run_at from app.jobs j where j.tenant_id = p_tenant_id and j.id = p_job_id)
    where d.tenant_id = p_tenant_id and d.id = p_id;
    v_end := 'retried';
  end if;
  if not v_row.is_test then
    perform app.note_webhook_failure(p_tenant_id, v_row.endpoint_id, v_status, p_now);
  end if;
  perform app.broadcast(p_tenant_id, 'webhook', jsonb_build_object('endpoint_id', v_row.endpoint_id));
  return v_end;
end;
$function$;

CREATE OR REPLACE FUNCTION app.list_clinic_files (
  p_tenant_id    uuid,
  p_therapist_id uuid,
  p_after        uuid,
  p_limit        integer
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'bucket', f.bucket, 'path', f.path, 'name', f.file_name, 'mime_type', f.mime_type,
    'bytes', f.bytes) order by f.id), '[]')
  from (
    select m.* from app.media_files m
    where m.tenant_id = p_tenant_id and m.state = 'stored' and (p_after is null or m.id > p_after)
      and (p_therapist_id is null
        or exists (select from public.patient_files p
          join public.care_team c on c.tenant_id = p_tenant_id and c.patient_id = p.patient_id and c.user_id = p_therapist_id and c.ended_at is null
          where p.tenant_id = p_tenant_id and p.id = m.id)
        or exists (select from public.conversation_messages s
          join public.patient_conversations l on l.tenant_id = p_tenant_id and l.thread_id = s.thread_id
          join public.care_team c on c.tenant_id = p_tenant_id and c.patient_id = l.patient_id and c.user_id = p_therapist_id and c.ended_at is null
          where s.tenant_id = p_tenant_id and s.media_file_id = m.id and s.deleted_at is null))
    order by m.id limit p_limit) f;
$function$;

CREATE OR REPLACE FUNCTION app.list_clinic_tables (
  p_therapist_id uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_agg(t.name order by t.position) from app.clinic_export_tables t
  where case when p_therapist_id is null then t.is_of_clinic else t.own_condition is not null end;
$function$;

CREATE OR REPLACE FUNCTION app.read_clinic_rows (
  p_tenant_id    uuid,
  p_table        text,
  p_therapist_id uuid,
  p_user_id      uuid,
  p_after        jsonb,
  p_limit        integer
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_table app.clinic_export_tables;
  v_keys text;
  v_places text;
  v_after text;
  v_rows jsonb;
begin
  select * into v_table from app.clinic_export_tables t
  where t.name = p_table and case when p_therapist_id is null then t.is_of_clinic else t.own_condition is not null end;
  if v_table.name is null then
    return '{"rows": [], "after": null}';
  end if;
  -- in the order of the key, from where the page before ended
  select string_agg(format('t.%I', a.attname), ', ' order by k.place),
    string_agg(format('%L, t.%I', a.attname, a.attname), ', ' order by k.place),
    string_agg(format('($3 ->> %L)::%s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by k.place)
  into v_keys, v_places, v_after
  from pg_index i cross join unnest(i.indkey::smallint[]) with ordinality k (column_number, place)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.column_number
  where i.indrelid = to_regclass(v_table.name) and i.indisprimary and a.attname <> 'tenant_id';
  execute format(
    'select jsonb_build_object(''rows'', coalesce(jsonb_agg(to_jsonb(t) order by %1$s), ''[]''),
      ''after'', case when count(*) = $4 then (array_agg(jsonb_build_object(%2$s) order by %4$s))[1] end)
    from (select t.* from %3$s t where t.tenant_id = $1 and ($2 is null or (%5$s)) %6$s order by %1$s limit $4) t',
    coalesce(v_keys, 't.tenant_id'), coalesce(v_places, '''tenant_id'', t.tenant_id'), v_table.name,
    coalesce(replace(v_keys, ', ', ' desc, ') || ' desc', 't.tenant_id'), coalesce(v_table.own_condition, 'true'),
    case when p_after is not null and v_keys is not null then format('and (%s) > (%s)', v_keys, v_after) else '' end)
  into v_rows using p_tenant_id, p_therapist_id, p_after, p_limit;
  if v_table.record_column is not null then
    insert into public.record_reads (tenant_id, patient_id, entry_id, user_id, user_name, kind)
    select p_tenant_id, (e ->> v_table.record_column)::uuid, (e ->> 'id')::uuid, p_user_id, app.name_of_member(p_user_id), 'copy'
    from jsonb_array_elements(v_rows -> 'rows') e;
  end if;
  return v_rows;
end;
$function$;

CREATE POLICY "select_nobody" ON "app"."clinic_export_tables"
  FOR SELECT
  TO "authenticated"
  USING (false);

COMMENT ON COLUMN "app"."clinic_export_tables"."own_condition" IS 'Which rows t are a therapist''s ($1 clinic, $2 therapist); NULL: none.';

COMMENT ON COLUMN "app"."clinic_export_tables"."record_column" IS 'The patient of a row of the record: each is noted as copied.';

COMMENT ON FUNCTION "app"."check_clinic_export"(uuid, jsonb, uuid) IS 'All of a clinic; the roles of the kind say who.';

COMMENT ON FUNCTION "app"."check_therapist_export"(uuid, jsonb, uuid) IS 'The own patients of whoever asks. Errors: PT403 forbidden.';

COMMENT ON FUNCTION "app"."list_clinic_files"(uuid, uuid, uuid, integer) IS 'Caller: worker. Stored files of a clinic, or of the patients of a therapist, after p_after.';

COMMENT ON FUNCTION "app"."list_clinic_tables"(uuid) IS 'Caller: worker. Tables of the export of a clinic or of a therapist, in the order in which an importer writes them.';

COMMENT ON FUNCTION "app"."read_clinic_rows"(uuid, text, uuid, uuid, jsonb, integer) IS 'Caller: worker. A page of a table of an export of a clinic, or of a therapist (p_therapist_id): {rows, after: the key of the last, NULL at the end}. Entries of the record are noted as copied by p_user_id.';

COMMENT ON TABLE "app"."clinic_export_tables" IS 'Tables of the exports clinic and therapist.';

REVOKE ALL ON FUNCTION "app"."check_clinic_export"(uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_clinic_export"(uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_clinic_export"(uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."check_therapist_export"(uuid, jsonb, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."check_therapist_export"(uuid, jsonb, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."check_therapist_export"(uuid, jsonb, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."list_clinic_files"(uuid, uuid, uuid, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_clinic_files"(uuid, uuid, uuid, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_clinic_files"(uuid, uuid, uuid, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_clinic_files"(uuid, uuid, uuid, integer) TO "service_role";

REVOKE ALL ON FUNCTION "app"."list_clinic_tables"(uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."list_clinic_tables"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_clinic_tables"(uuid) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."list_clinic_tables"(uuid) TO "service_role";

REVOKE ALL ON FUNCTION "app"."read_clinic_rows"(uuid, text, uuid, uuid, jsonb, integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."read_clinic_rows"(uuid, text, uuid, uuid, jsonb, integer) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_clinic_rows"(uuid, text, uuid, uuid, jsonb, integer) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."read_clinic_rows"(uuid, text, uuid, uuid, jsonb, integer) TO "service_role";

insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.rooms', 1, true, 'true', null),
  ('public.session_types', 2, true, 'true', null),
  ('public.therapists', 3, true, 't.user_id = $2', null),
  ('public.patients', 4, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.medicos', 5, true, null, null),
  ('public.contact_phones', 6, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.contact_emails', 7, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_relations', 8, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.care_team', 9, true, 't.user_id = $2', null),
  ('public.session_series', 10, true, 't.therapist_id = $2', null),
  ('public.sessions', 11, true, 't.therapist_id = $2', null),
  ('public.session_patients', 12, true, 'exists (select from public.sessions s where s.tenant_id = $1 and s.id = t.session_id and s.therapist_id = $2)', null),
  ('public.notification_channels', 13, true, null, null),
  ('public.conversation_threads', 14, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.id)', null),
  ('public.conversation_addresses', 15, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.patient_conversations', 16, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.conversation_tags', 17, true, null, null),
  ('public.conversation_thread_tags', 18, true, null, null),
  ('public.conversation_messages', 19, true, 'exists (select from public.patient_conversations l join public.care_team c on c.tenant_id = $1 and c.patient_id = l.patient_id and c.user_id = $2 and c.ended_at is null where l.tenant_id = $1 and l.thread_id = t.thread_id)', null),
  ('public.conversation_notes', 20, true, null, null),
  ('public.record_entries', 21, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', 'patient_id'),
  ('public.private_notes', 22, false, 't.author_id = $2', null),
  ('public.patient_documents', 23, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.patient_files', 24, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.consents', 25, true, 'exists (select from public.care_team c where c.tenant_id = $1 and c.patient_id = t.patient_id and c.user_id = $2 and c.ended_at is null)', null),
  ('public.payers', 26, true, null, null),
  ('public.money_entries', 27, true, null, null),
  ('public.money_charges', 28, true, 't.therapist_id = $2', null),
  ('public.money_payments', 29, true, null, null),
  ('public.money_allocations', 30, true, null, null),
  ('public.session_packages', 31, true, null, null),
  ('public.package_consumptions', 32, true, null, null),
  ('public.session_bills', 33, true, null, null),
  ('public.monthly_fees', 34, true, null, null),
  ('public.receipts', 35, true, 't.therapist_id = $2', null),
  ('public.payout_entries', 36, true, 't.therapist_id = $2', null),
  ('public.whatsapp_credits_balance', 37, true, null, null),
  ('public.whatsapp_credits_transactions', 38, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;

insert into app.export_kinds (key, roles, lifetime_hours, check_function, file_name) values
  ('person', '{owner,admin,supervisor,therapist}', 72, 'app.check_person_export', 'dados-da-pessoa'),
  ('clinic', '{owner}', 72, 'app.check_clinic_export', 'clinica'),
  ('therapist', '{owner,admin,supervisor,therapist}', 72, 'app.check_therapist_export', 'meus-pacientes')
on conflict (key) do update set
  roles = excluded.roles, lifetime_hours = excluded.lifetime_hours, check_function = excluded.check_function,
  file_name = excluded.file_name;
