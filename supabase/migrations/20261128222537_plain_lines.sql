-- plain lines: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.save_privacy_incident (
  p_tenant_id uuid,
  p_id        uuid,
  p_incident  jsonb,
  p_version   integer DEFAULT NULL::integer
)
  RETURNS public.privacy_incidents
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_known date := app.typed_date(p_incident ->> 'known_on');
  v_before public.privacy_incidents;
  v_row public.privacy_incidents;
begin
  perform app.require_admin(p_tenant_id);
  if v_known is null or v_known > app.clinic_today(p_tenant_id)
    or app.typed_date(p_incident ->> 'happened_on') > v_known
    or char_length(app.normalize_name(coalesce(p_incident ->> 'title', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_incident ->> 'description', ''))) not between 3 and 4000 then
    raise sqlstate 'PT400' using message = 'invalid_incident';
  end if;
  select * into v_before from public.privacy_incidents i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_before.id is not null and v_before.version is distinct from p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  insert into public.privacy_incidents as i (tenant_id, id, title, happened_on, known_on, due_on, data_kinds, people, description, measures, is_grave,
    authority_told_on, people_told_on, not_told_reason, created_by)
  values (p_tenant_id, p_id, app.normalize_name(p_incident ->> 'title'), app.typed_date(p_incident ->> 'happened_on'), v_known,
    app.add_business_days(p_tenant_id, v_known, 3), left(nullif(btrim(p_incident ->> 'data_kinds'), ''), 500),
    least(greatest(app.typed_number(p_incident ->> 'people'), 0), 100000000)::integer, btrim(p_incident ->> 'description'),
    left(nullif(btrim(p_incident ->> 'measures'), ''), 4000), coalesce((p_incident ->> 'is_grave') = 'true', false),
    app.typed_date(p_incident ->> 'authority_told_on'), app.typed_date(p_incident ->> 'people_told_on'),
    left(nullif(btrim(p_incident ->> 'not_told_reason'), ''), 1000), auth.uid())
  on conflict (tenant_id, id) do update set title = excluded.title, happened_on = excluded.happened_on, known_on = excluded.known_on,
    due_on = excluded.due_on, data_kinds = excluded.data_kinds, people = excluded.people, description = excluded.description,
    measures = excluded.measures, is_grave = excluded.is_grave, authority_told_on = excluded.authority_told_on,
    people_told_on = excluded.people_told_on, not_told_reason = excluded.not_told_reason, version = i.version + 1
  returning * into v_row;
  perform app.audit(p_tenant_id, 'incident.saved', 'incident', p_id::text,
    case when v_before.id is not null then to_jsonb(v_before) - 'updated_at' end, to_jsonb(v_row) - 'updated_at');
  perform app.broadcast(p_tenant_id, 'privacy', jsonb_build_object('id', p_id));
  return v_row;
end;
$function$;

CREATE OR REPLACE FUNCTION public.save_processing_record (
  p_tenant_id uuid,
  p_id        uuid,
  p_record    jsonb
)
  RETURNS public.processing_records
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_key text := p_record ->> 'default_key';
  v_row public.processing_records;
begin
  perform app.require_admin(p_tenant_id);
  if char_length(app.normalize_name(coalesce(p_record ->> 'name', ''))) not between 3 and 200
    or char_length(btrim(coalesce(p_record ->> 'purpose', ''))) not between 3 and 1000
    or char_length(btrim(coalesce(p_record ->> 'legal_basis', ''))) not between 3 and 500
    or v_key is not null and not exists (select from app.default_processing_records d where d.key = v_key) then
    raise sqlstate 'PT400' using message = 'invalid_processing_record';
  end if;
  insert into public.processing_records (tenant_id, id, default_key, name, purpose, legal_basis, data_kinds, people, recipients, countries, retention,
    removed_at, updated_by)
  values (p_tenant_id,
    coalesce((select r.id from public.processing_records r where r.tenant_id = p_tenant_id and r.default_key = v_key), p_id), v_key,
    app.normalize_name(p_record ->> 'name'), btrim(p_record ->> 'purpose'), btrim(p_record ->> 'legal_basis'),
    left(btrim(coalesce(p_record ->> 'data_kinds', '')), 1000), left(btrim(coalesce(p_record ->> 'people', '')), 500),
    left(btrim(coalesce(p_record ->> 'recipients', '')), 1000), left(btrim(coalesce(p_record ->> 'countries', '')), 300),
    left(btrim(coalesce(p_record ->> 'retention', '')), 500), case when (p_record ->> 'is_removed') = 'true' then now() end, auth.uid())
  on conflict (tenant_id, id) do update set name = excluded.name, purpose = excluded.purpose, legal_basis = excluded.legal_basis,
    data_kinds = excluded.data_kinds, people = excluded.people, recipients = excluded.recipients, countries = excluded.countries,
    retention = excluded.retention, removed_at = excluded.removed_at, updated_by = excluded.updated_by
  returning * into v_row;
  perform app.audit(p_tenant_id, 'processing_record.saved', 'processing_record', v_row.id::text, null, to_jsonb(v_row) - 'updated_at');
  return v_row;
end;
$function$;

ALTER TABLE "public"."privacy_incidents"
  ADD CONSTRAINT "title_is_one_plain_line" CHECK ((title = app.normalize_name(title)));

ALTER TABLE "public"."privacy_requests"
  ADD CONSTRAINT "person_name_is_one_plain_line" CHECK ((person_name = app.normalize_name(person_name)));

ALTER TABLE "public"."processing_records"
  ADD CONSTRAINT "name_is_one_plain_line" CHECK ((name = app.normalize_name(name)));
