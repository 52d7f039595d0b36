-- moving in: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "app"."import_kinds"
  DROP CONSTRAINT "functions_are_of_app";

ALTER TABLE "app"."import_records"
  DROP CONSTRAINT "reason_is_known";

ALTER TABLE "app"."import_kinds"
  ADD COLUMN "undo_function" text;

CREATE OR REPLACE FUNCTION app.imported_patient (
  p_tenant_id uuid,
  p_row       app.import_row
)
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := (select p.patient_id from app.imported_patients(p_tenant_id, array[p_row]) p);
begin
  if v_id is null then
    raise sqlstate '22023' using message = 'patient_unknown';
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.imported_patients (
  p_tenant_id uuid,
  p_rows      app.import_row[]
)
  RETURNS TABLE (
    n          integer,
    patient_id uuid
  )
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  with sure as (
    select m.n, m.id from app.match_imported_patients(p_tenant_id, p_rows) m
  )
  select r.n, coalesce(s.id, x.id) from unnest(p_rows) r
  left join sure s on s.n = r.n
  left join lateral (
    select (array_agg(p.id))[1] as id from public.patients p
    where p.tenant_id = p_tenant_id and (p.archived_at is null) in (true, false) and p.sort_name = r.sort and p.merged_into_id is null
    having count(*) = 1) x on s.id is null and r.cpf is null;
$function$;

CREATE OR REPLACE FUNCTION app.imported_therapist (
  p_tenant_id uuid,
  p_name      text
)
  RETURNS uuid
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_ids uuid[] := array(
    select t.user_id from public.therapists t
    where t.tenant_id = p_tenant_id and (p_name is null and t.is_active or app.normalize_text(t.name) = app.normalize_text(p_name)));
begin
  if cardinality(v_ids) <> 1 then
    raise sqlstate '22023' using message = 'therapist_unknown';
  end if;
  return v_ids[1];
end;
$function$;

CREATE OR REPLACE FUNCTION app.keep_imported (
  p_import public.imports,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE sql
  SET search_path TO ''
  AS $function$
  update app.import_records i set outcome = 'kept', kept_because = 'locked'
  where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = any (p_ids);
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_balances (
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
  select r.n, t.id, m.id from unnest(p_rows) r
  join app.imported_patients(p_tenant_id, p_rows) p on p.n = r.n
  cross join lateral (select app.moved_id('balances', p_tenant_id, p.patient_id, concat_ws(':', r.fields ->> 'day', r.fields ->> 'amount_cents', r.fields ->> 'note')) as id) m
  left join public.money_entries t on t.tenant_id = p_tenant_id and t.id = m.id
  where m.id is not null;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_records (
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
  select r.n, t.id, m.id from unnest(p_rows) r
  join app.imported_patients(p_tenant_id, p_rows) p on p.n = r.n
  cross join lateral (select app.moved_id('records', p_tenant_id, p.patient_id, (r.fields ->> 'day') || md5(r.fields ->> 'note')) as id) m
  left join public.record_entries t on t.tenant_id = p_tenant_id and t.id = m.id
  where m.id is not null;
$function$;

CREATE OR REPLACE FUNCTION app.match_imported_sessions (
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
  select r.n, t.id, m.id from unnest(p_rows) r
  join app.imported_patients(p_tenant_id, p_rows) p on p.n = r.n
  cross join lateral (select app.moved_id('sessions', p_tenant_id, p.patient_id, r.fields ->> 'starts_local') as id) m
  left join public.sessions t on t.tenant_id = p_tenant_id and t.id = m.id
  where m.id is not null;
$function$;

CREATE OR REPLACE FUNCTION app.moved_id (
  p_kind       text,
  p_tenant_id  uuid,
  p_patient_id uuid,
  p_what       text
)
  RETURNS uuid
  LANGUAGE sql
  IMMUTABLE
  SET search_path TO ''
  AS $function$
  select md5(concat_ws(':', p_kind, p_tenant_id, p_patient_id, p_what))::uuid where p_patient_id is not null;
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
  if p_ids = '{}' or not exists (
    select from pg_catalog.pg_attribute a where a.attrelid = p_table::pg_catalog.regclass and a.attname = 'version')
  then
    return;
  end if;
  execute format($query$
    update app.import_records i set version = t.version from %s t
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table)
    using p_import.tenant_id, p_import.id, p_ids;
end;
$function$;

CREATE OR REPLACE FUNCTION app.reverse_imported_balances (
  p_import public.imports,
  p_ids    uuid[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_import.requested_by)::text, true);
  foreach v_id in array p_ids loop
    begin
      perform public.reverse_entry(p_import.tenant_id, gen_random_uuid(), v_id, 'Importação desfeita');
      update app.import_records i set outcome = 'undone'
      where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_id;
    exception when sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
      update app.import_records i set outcome = 'kept', kept_because = 'in_use'
      where i.tenant_id = p_import.tenant_id and i.import_id = p_import.id and i.record_id = v_id;
    end;
  end loop;
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
  exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
    -- something that the database does not take: each by itself, and what it does not take is refused
    foreach v_row in array v_rows loop
      begin
        v_counts := app.write_import_rows(v_import, array[v_row]);
        select jsonb_object_agg(s.key, s.value::int + (v_counts ->> s.key)::int) into v_sums from jsonb_each_text(v_sums) s;
      exception when integrity_constraint_violation or data_exception or sqlstate 'PT400' or sqlstate 'PT403' or sqlstate 'PT404' or sqlstate 'PT409' then
        insert into public.import_rows (tenant_id, import_id, row_number, cells, kinds)
        select p_tenant_id, p_id, v_row.n, array(select jsonb_array_elements_text(x.value -> 'cells')), array[case
          when sqlstate = '23P01' then 'time_taken' when sqlerrm in ('patient_unknown', 'therapist_unknown', 'session_type_missing') then sqlerrm
          else 'not_accepted' end]
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
  if v_kind.undo_function is not null then
    execute format('select %s($1, $2)', v_kind.undo_function) using p_import, p_ids;
    return;
  end if;
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
  if v_back is not null then
  execute format($query$
    update %1$s t set (%2$s) = (select %2$s from jsonb_populate_record(t, i.before - 'tags')), version = t.version + 1
    from app.import_records i
    where i.tenant_id = $1 and i.import_id = $2 and i.record_id = any ($3) and t.tenant_id = $1 and t.id = i.record_id$query$, p_table, v_columns)
    using p_import.tenant_id, p_import.id, v_back;
  end if;
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

CREATE OR REPLACE FUNCTION app.write_imported_balances (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row app.import_row;
begin
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    perform public.add_adjustment(p_import.tenant_id, v_row.id, app.imported_patient(p_import.tenant_id, v_row), (v_row.fields ->> 'amount_cents')::int,
      left(coalesce(v_row.fields ->> 'note', 'Saldo de ' || p_import.file_name), 300), (v_row.fields ->> 'day')::date);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_records (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_patient uuid;
  v_author uuid;
  v_content jsonb;
  v_title text;
begin
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    v_patient := app.imported_patient(v_tenant, v_row);
    v_author := app.imported_therapist(v_tenant, v_row.fields ->> 'therapist');
    v_title := left(v_row.fields ->> 'title', 120);
    v_content := jsonb_build_object('type', 'doc', 'content', (
      select jsonb_agg(case when l.line = '' then '{"type": "paragraph"}'::jsonb else jsonb_build_object('type', 'paragraph', 'content',
        jsonb_build_array(jsonb_build_object('type', 'text', 'text', l.line))) end order by l.n)
      from regexp_split_to_table(v_row.fields ->> 'note', E'\n') with ordinality l (line, n)));
    -- locked from the start, and signed by nobody: it says where it came from
    insert into public.record_entries (tenant_id, id, patient_id, kind, title, occurred_on, content, author_id, author_name, signed_at, signer_name,
      content_hash)
    select v_tenant, v_row.id, v_patient, 'other', v_title, (v_row.fields ->> 'day')::date, v_content, v_author, t.name, clock_timestamp(),
      left('Importado de ' || p_import.file_name, 120),
      encode(sha256(convert_to(jsonb_build_array('other', v_title, (v_row.fields ->> 'day')::date, v_content)::text, 'utf8')), 'hex')
    from public.therapists t where t.tenant_id = v_tenant and t.user_id = v_author;
    perform app.join_care_team(v_tenant, v_patient, v_author);
  end loop;
end;
$function$;

CREATE OR REPLACE FUNCTION app.write_imported_sessions (
  p_import public.imports,
  p_rows   app.import_row[]
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid := p_import.tenant_id;
  v_row app.import_row;
  v_patient uuid;
  v_therapist uuid;
  v_type public.session_types;
  v_starts timestamptz;
begin
  select * into v_type from public.session_types t where t.tenant_id = v_tenant and t.archived_at is null order by t.position, t.id limit 1;
  foreach v_row in array p_rows loop
    continue when not v_row.is_new;
    v_patient := app.imported_patient(v_tenant, v_row);
    v_therapist := app.imported_therapist(v_tenant, v_row.fields ->> 'therapist');
    if v_type.id is null then
      raise sqlstate '22023' using message = 'session_type_missing';
    end if;
    v_starts := (v_row.fields ->> 'starts_local')::timestamp at time zone app.clinic_zone(v_tenant);
    -- no event: nobody is told of what was agreed elsewhere
    insert into public.sessions (tenant_id, id, therapist_id, session_type_id, starts_at, ends_at, status, blocks_time, note, created_by)
    values (v_tenant, v_row.id, v_therapist, v_type.id, v_starts,
      v_starts + make_interval(mins => coalesce((v_row.fields ->> 'minutes')::int, v_type.minutes)), coalesce(v_row.fields ->> 'status',
        case when v_starts < now() then 'attended' else 'scheduled' end), true, left(v_row.fields ->> 'note', 500), p_import.requested_by);
    insert into public.session_patients (tenant_id, session_id, patient_id, status)
    select v_tenant, s.id, v_patient, s.status from public.sessions s where s.tenant_id = v_tenant and s.id = v_row.id;
    -- charged elsewhere: here by an explicit act alone
    insert into app.unbilled_sessions (tenant_id, session_id) select v_tenant, v_row.id where v_starts < now();
    perform app.join_care_team(v_tenant, v_patient, v_therapist);
  end loop;
end;
$function$;

ALTER TABLE "app"."import_kinds"
  ADD CONSTRAINT "functions_are_of_app"
    CHECK (((match_function ~ '^app\.[a-z_]+$'::text) AND (write_function ~ '^app\.[a-z_]+$'::text) AND (COALESCE(undo_function, 'app.x'::text) ~ '^app\.[a-z_]+$'::text)));

ALTER TABLE "app"."import_records"
  ADD CONSTRAINT "reason_is_known" CHECK ((kept_because = ANY (ARRAY['changed'::text, 'in_use'::text, 'locked'::text])));

COMMENT ON COLUMN "app"."import_kinds"."undo_function" IS '(public.imports, ids) returns void: settles records that cannot simply be deleted; without it they are.';

COMMENT ON FUNCTION "app"."imported_patients"(uuid, app.import_row[]) IS 'Whose each row is: as an import of patients finds them, or else the only patient of that name. NULL where nobody, or more than one, is meant.';

COMMENT ON FUNCTION "app"."match_imported_balances"(uuid, app.import_row[]) IS 'What an earlier import of the same row wrote; patient_id is the id that the record has, or will have.';

COMMENT ON FUNCTION "app"."match_imported_records"(uuid, app.import_row[]) IS 'What an earlier import of the same row wrote; patient_id is the id that the record has, or will have.';

COMMENT ON FUNCTION "app"."match_imported_sessions"(uuid, app.import_row[]) IS 'What an earlier import of the same row wrote; patient_id is the id that the record has, or will have.';

COMMENT ON FUNCTION "app"."write_imported_balances"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows, in the name of whoever imports. Open balances as adjustments of the ledger: above zero the patient owes. Errors: 22023 patient_unknown, and as add_adjustment.';

COMMENT ON FUNCTION "app"."write_imported_records"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Entries of a record that was kept elsewhere: locked documents of their author. Errors: 22023 patient_unknown, 22023 therapist_unknown.';

COMMENT ON FUNCTION "app"."write_imported_sessions"(public.imports, app.import_row[]) IS 'Caller: app.write_import_rows. Sessions of a clinic that moves in: nobody is told, and what is over is not charged. Errors: 22023 patient_unknown, 22023 therapist_unknown, 22023 session_type_missing, 23P01 for a time that is taken.';

REVOKE ALL ON FUNCTION "app"."imported_patient"(uuid, app.import_row) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_patient"(uuid, app.import_row) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_patient"(uuid, app.import_row) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_patients"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_patients"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_patients"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."imported_therapist"(uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."imported_therapist"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."imported_therapist"(uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."keep_imported"(public.imports, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."keep_imported"(public.imports, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."keep_imported"(public.imports, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_balances"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_balances"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_balances"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_records"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_records"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_records"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."match_imported_sessions"(uuid, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."match_imported_sessions"(uuid, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."match_imported_sessions"(uuid, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."moved_id"(text, uuid, uuid, text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."moved_id"(text, uuid, uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."moved_id"(text, uuid, uuid, text) TO "postgres";

REVOKE ALL ON FUNCTION "app"."reverse_imported_balances"(public.imports, uuid[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."reverse_imported_balances"(public.imports, uuid[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."reverse_imported_balances"(public.imports, uuid[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_balances"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_balances"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_balances"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_records"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_records"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_records"(public.imports, app.import_row[]) TO "postgres";

REVOKE ALL ON FUNCTION "app"."write_imported_sessions"(public.imports, app.import_row[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."write_imported_sessions"(public.imports, app.import_row[]) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."write_imported_sessions"(public.imports, app.import_row[]) TO "postgres";

insert into app.import_kinds (key, position, roles, table_name, entity, columns, match_function, write_function, keys, parts, undo_function) values
  ('patients', 1, '{owner,admin,supervisor,operator}', 'public.patients', 'patient',
    '{full_name,social_name,birth_date,cpf,cep,street,street_number,complement,district,city,state,note}',
    'app.match_imported_patients', 'app.write_imported_patients', '{cpf,name+phones,name+emails,name+birth_date}',
    '{public.contact_phones,public.contact_emails}', null),
  ('contacts', 2, '{owner,admin,supervisor,operator}', 'public.contacts', 'contact', '{full_name,company_id,job,origin_detail,note,custom}',
    'app.match_imported_contacts', 'app.write_imported_contacts', '{phones,emails}',
    '{public.contact_phones,public.contact_emails,public.contact_tags,public.sales_events}', null),
  ('companies', 3, '{owner,admin,supervisor,operator}', 'public.companies', 'company', '{name,cnpj,segment,website,city,state,note,custom}',
    'app.match_imported_companies', 'app.write_imported_companies', '{cnpj,emails,name+city}',
    '{public.contact_phones,public.contact_emails,public.sales_events}', null),
  ('leads', 4, '{owner,admin,supervisor,operator}', 'public.crm_leads', 'lead',
    '{full_name,email,phone,more_emails,more_phones,company,origin_detail,note,custom}',
    'app.match_imported_leads', 'app.write_imported_leads', '{phones,emails}', '{public.sales_events}', null),
  -- what a clinic that moves in brings along
  ('sessions', 5, '{owner,admin,supervisor,operator}', 'public.sessions', 'session', '{starts_local,minutes,therapist,status,note}',
    'app.match_imported_sessions', 'app.write_imported_sessions', '{}', '{public.session_patients,app.unbilled_sessions}', null),
  ('records', 6, '{owner,admin}', 'public.record_entries', 'record_entry', '{day,title,therapist,note}',
    'app.match_imported_records', 'app.write_imported_records', '{}', '{}', 'app.keep_imported'),
  ('balances', 7, '{owner,admin,operator}', 'public.money_entries', 'money_entry', '{amount_cents,day,note}',
    'app.match_imported_balances', 'app.write_imported_balances', '{}', '{}', 'app.reverse_imported_balances')
on conflict (key) do update set position = excluded.position, roles = excluded.roles, table_name = excluded.table_name, entity = excluded.entity,
  columns = excluded.columns, match_function = excluded.match_function, write_function = excluded.write_function, keys = excluded.keys,
  parts = excluded.parts, undo_function = excluded.undo_function;

CREATE POLICY "select_import_of_uploader" ON "storage"."objects"
  FOR SELECT
  TO "authenticated"
  USING (((bucket_id = 'imports'::text) AND app.may_upload_media(bucket_id, name)));
