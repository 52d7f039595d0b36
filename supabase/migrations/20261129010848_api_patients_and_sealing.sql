-- api patients and sealing: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

ALTER TABLE "public"."tenant_cancellations"
  ADD COLUMN "announced_days" smallint;

CREATE OR REPLACE FUNCTION app.announce_deletion (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_today date := (p_now at time zone app.clinic_zone(p_tenant_id))::date;
  v_stage smallint;
  v_row public.tenant_cancellations;
begin
  select * into v_row from public.tenant_cancellations c where c.tenant_id = p_tenant_id for update;
  v_stage := case when v_row.deletion_on - v_today <= 1 then 1 when v_row.deletion_on - v_today <= 7 then 7 else 30 end;
  if v_row.tenant_id is null or v_row.announced_days <= v_stage or v_row.deletion_on <= v_today then
    return false;
  end if;
  update public.tenant_cancellations c set announced_days = v_stage where c.tenant_id = p_tenant_id;
  perform app.send_email(p_tenant_id, 'clinic_deletion', p.email, jsonb_build_object('locale', p.locale, 'clinic', t.name,
    'deletion_on', v_row.deletion_on, 'days', v_row.deletion_on - v_today), format('deletion:%s:%s:%s', v_row.deletion_on, v_stage, p.id), p_now)
  from public.tenant_members m
  join public.profiles p on p.id = m.user_id
  join public.tenants t on t.id = p_tenant_id
  where m.tenant_id = p_tenant_id and m.status = 'active' and m.role in ('owner', 'admin');
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.api_update_patient (
  p_tenant_id uuid,
  p_args      jsonb
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_id uuid := (p_args ->> 'id')::uuid;
  v_now jsonb := public.get_patient(p_tenant_id, v_id);
begin
  perform public.save_patient(p_tenant_id, v_id, (p_args ->> 'version')::integer,
    (v_now -> 'patient') || (p_args - array['id', 'version', 'phones', 'emails']),
    case when p_args ? 'phones' then (
      select coalesce(jsonb_agg(coalesce(k.x, '{}') || jsonb_build_object('phone', g.value, 'is_primary', g.n = 1) order by g.n), '[]')
      from jsonb_array_elements_text(p_args -> 'phones') with ordinality g (value, n)
      left join jsonb_array_elements(v_now -> 'phones') k (x) on k.x ->> 'phone' = app.normalize_phone(g.value)
    ) else v_now -> 'phones' end,
    case when p_args ? 'emails' then (
      select coalesce(jsonb_agg(coalesce(k.x, '{}') || jsonb_build_object('email', g.value, 'is_primary', g.n = 1) order by g.n), '[]')
      from jsonb_array_elements_text(p_args -> 'emails') with ordinality g (value, n)
      left join jsonb_array_elements(v_now -> 'emails') k (x) on k.x ->> 'email' = app.normalize_email(g.value)
    ) else v_now -> 'emails' end,
    v_now -> 'relations');
  return jsonb_build_object('body', app.api_get_patient(p_tenant_id, p_args));
end;
$function$;

CREATE OR REPLACE FUNCTION app.contacts_of (
  p_tenant_id   uuid,
  p_entity_type text,
  p_entity_id   uuid
)
  RETURNS jsonb
  LANGUAGE sql
  STABLE
  SET search_path TO ''
  AS $function$
  select jsonb_build_object(
    'phones', (select coalesce(jsonb_agg(c.phone order by c.is_primary desc, c.position, c.id), '[]') from public.contact_phones c
      where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id),
    'emails', (select coalesce(jsonb_agg(c.email order by c.is_primary desc, c.position, c.id), '[]') from public.contact_emails c
      where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id));
$function$;

CREATE OR REPLACE FUNCTION app.delete_cancelled_tenant (
  p_tenant_id uuid,
  p_now       timestamp with time zone DEFAULT clock_timestamp()
)
  RETURNS boolean
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
begin
  perform from public.tenant_cancellations c
  where c.tenant_id = p_tenant_id and c.deletion_on <= (p_now at time zone app.clinic_zone(p_tenant_id))::date
  for update;
  if not found then
    perform app.announce_deletion(p_tenant_id, p_now);
    return false;
  end if;
  delete from public.tenants t where t.id = p_tenant_id;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.fold_reports()
  RETURNS integer
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_tenant uuid;
  v_count integer := 0;
begin
  for v_tenant in
    select t.id from public.tenants t
    where exists (select from app.report_changes c where c.tenant_id = t.id)
      or exists (select from public.conversation_messages m where m.tenant_id = t.id)
        and not exists (select from app.report_days d where d.tenant_id = t.id)
    order by t.id
  loop
    if exists (select from app.report_days d where d.tenant_id = v_tenant) then
      perform app.fold_report_changes(v_tenant);
    else
      perform app.begin_reports(v_tenant);
    end if;
    v_count := v_count + 1;
  end loop;
  insert into app.backlog_days as b (tenant_id, day, open, waiting)
  select t.id, (now() at time zone t.time_zone)::date,
    count(h.id), count(h.id) filter (where h.waiting_since is not null)
  from public.tenants t
  left join public.conversation_threads h on h.tenant_id = t.id and h.status = 'open' and h.snoozed_until is null and h.blocked_at is null
  group by t.id, t.time_zone
  -- a clinic that never had a conversation has nothing to note
  having count(h.id) > 0 or exists (select from public.conversation_threads c where c.tenant_id = t.id)
  on conflict (tenant_id, day) do update set open = excluded.open, waiting = excluded.waiting
  where (b.open, b.waiting) is distinct from (excluded.open, excluded.waiting);
  return v_count;
end;
$function$;

CREATE OR REPLACE FUNCTION app.raise_alert (
  p_tenant_id uuid,
  p_kind      text,
  p_subject   text                     DEFAULT ''::text,
  p_data      jsonb                    DEFAULT '{}'::jsonb,
  p_now       timestamp with time zone DEFAULT now()
)
  RETURNS uuid
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_setting record;
  v_id uuid;
  v_is_new boolean;
begin
  select * into v_setting from app.alert_setting(p_tenant_id, p_kind);
  if not v_setting.is_on then
    return null;
  end if;
  -- what stands again within half an hour never really ended
  select b.id into v_id from public.alerts b
  where b.tenant_id = p_tenant_id and b.kind = p_kind and b.subject = coalesce(p_subject, '')
    and (b.ended_at is null or b.ended_at > p_now - interval '30 minutes')
  order by b.ended_at desc nulls first limit 1;
  if v_id is not null then
    -- what stands as it stood is not written again
    update public.alerts a set ended_at = null, seen_at = p_now, data = p_data
    where a.tenant_id = p_tenant_id and a.id = v_id and (a.ended_at is not null or a.data <> p_data);
    return v_id;
  end if;
  insert into public.alerts as a (tenant_id, kind, subject, data, raised_at, seen_at)
  values (p_tenant_id, p_kind, coalesce(p_subject, ''), p_data, p_now, p_now)
  on conflict (tenant_id, kind, subject) where ended_at is null do update set seen_at = excluded.seen_at, data = excluded.data
  returning a.id, a.xmax = 0 into v_id, v_is_new;
  if v_is_new then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
    values (p_tenant_id, 'tell_alert', jsonb_build_object('alert_id', v_id), 'alert:' || v_id, app.alert_moment(p_tenant_id, v_setting.is_urgent, p_now))
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
    perform app.send_webhook_event(p_tenant_id, 'alert.raised', jsonb_build_object('alert_id', v_id, 'kind', p_kind,
      'subject', coalesce(p_subject, ''), 'data', p_data, 'raised_at', p_now));
    perform app.broadcast(p_tenant_id, 'alerts', jsonb_build_object('kind', p_kind));
  end if;
  return v_id;
end;
$function$;

CREATE OR REPLACE FUNCTION app.save_contacts (
  p_tenant_id   uuid,
  p_entity_type text,
  p_entity_id   uuid,
  p_phones      jsonb,
  p_emails      jsonb
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_before jsonb := app.contacts_of(p_tenant_id, p_entity_type, p_entity_id);
begin
  delete from public.contact_phones c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.phone not in (select t.value from app.typed_contacts(p_phones, 'phone') t);
  -- nobody is the first while another becomes it
  update public.contact_phones c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_phones, 'phone') t
  on conflict (tenant_id, entity_type, entity_id, phone) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  delete from public.contact_emails c
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id
    and c.email not in (select t.value from app.typed_contacts(p_emails, 'email') t);
  update public.contact_emails c set is_primary = false
  where c.tenant_id = p_tenant_id and c.entity_type = p_entity_type and c.entity_id = p_entity_id and c.is_primary;
  insert into public.contact_emails (tenant_id, entity_type, entity_id, email, type, note, is_primary, position)
  select p_tenant_id, p_entity_type, p_entity_id, t.value, t.type, t.note, t.is_primary, t.position
  from app.typed_contacts(p_emails, 'email') t
  on conflict (tenant_id, entity_type, entity_id, email) do update set
    type = excluded.type, note = excluded.note, is_primary = excluded.is_primary, position = excluded.position;
  -- under the patient, so that an erasure finds it; the other kinds of people write their own history
  if p_entity_type = 'patient' then
    perform app.audit(p_tenant_id, 'patient.changed', 'patient', p_entity_id::text, v_before, app.contacts_of(p_tenant_id, 'patient', p_entity_id));
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.tg_audit_logs__seal()
  RETURNS TRIGGER
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_done text := coalesce(current_setting('app.audit_sealed', true), '');
begin
  -- once for all rows of a transaction; what sees the past cannot add to the end of a chain
  if strpos(v_done, new.tenant_id::text) > 0 or current_setting('transaction_isolation') <> 'read committed' then
    return null;
  end if;
  perform set_config('app.audit_sealed', v_done || ' ' || new.tenant_id, true);
  perform from app.audit_chains c where c.tenant_id = new.tenant_id for update skip locked;
  if found or not exists (select from app.audit_chains c where c.tenant_id = new.tenant_id) then
    perform app.seal_audit(new.tenant_id, 100);
  end if;
  return null;
end;
$function$;

CREATE OR REPLACE FUNCTION public.cancel_tenant (
  p_tenant_id uuid,
  p_confirm   text
)
  RETURNS public.tenant_cancellations
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.tenant_cancellations;
begin
  perform app.require_member(p_tenant_id, array['owner']);
  if not exists (select from public.tenants t where t.id = p_tenant_id and t.name = app.normalize_name(left(p_confirm, 1000))) then
    raise sqlstate 'PT400' using message = 'clinic_name_differs';
  end if;
  insert into public.tenant_cancellations (tenant_id, deletion_on, cancelled_by)
  values (p_tenant_id, app.clinic_today(p_tenant_id) + 30, auth.uid())
  on conflict (tenant_id) do nothing returning * into v_row;
  if v_row.tenant_id is null then
    select * into v_row from public.tenant_cancellations c where c.tenant_id = p_tenant_id;
    return v_row;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  select p_tenant_id, 'delete_clinic', '{}', 'delete_clinic:' || d.day, d.day::timestamp at time zone app.clinic_zone(p_tenant_id) + d.hour
  from (values (v_row.deletion_on, interval '0'), (v_row.deletion_on - 7, interval '9 hours'), (v_row.deletion_on - 1, interval '9 hours')) d (day, hour)
  -- one that was restored today left its job
  on conflict do nothing;
  perform app.announce_deletion(p_tenant_id);
  perform app.audit(p_tenant_id, 'clinic.cancelled', 'clinic', p_tenant_id::text, null, jsonb_build_object('deletion_on', v_row.deletion_on));
  perform app.broadcast(p_tenant_id, 'member', '{}');
  return v_row;
end;
$function$;

ALTER TABLE "public"."tenant_cancellations"
  ADD CONSTRAINT "announced_days_are_few" CHECK (((announced_days >= 1) AND (announced_days <= 30)));

CREATE CONSTRAINT TRIGGER audit_logs_seal
  AFTER INSERT ON public.audit_logs DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW
  EXECUTE FUNCTION app.tg_audit_logs__seal();

COMMENT ON COLUMN "public"."alerts"."seen_at" IS 'When it was last found to stand with other figures, or again.';

COMMENT ON COLUMN "public"."tenant_cancellations"."announced_days" IS 'How near the last e-mail about it was (app.announce_deletion).';

COMMENT ON FUNCTION "app"."announce_deletion"(uuid, timestamp with time zone) IS 'Tells owner and administrators by e-mail when their clinic is deleted: when it is cancelled, thirty days before, and seven days and one day before, once each. Whether it was time. Errors: none.';

COMMENT ON FUNCTION "app"."contacts_of"(uuid, text, uuid) IS 'How somebody is reached, the main one first: {phones, emails}.';

COMMENT ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp with time zone) IS 'Caller: workers. Deletes a clinic whose day has come and that was not restored, or announces the day; its files follow with the hourly sweep. Whether it did.';

COMMENT ON FUNCTION "public"."cancel_tenant"(uuid, text) IS 'Caller: owner, who writes the name of the clinic. From now on it can be read and exported; after thirty days it is deleted, which owner and administrators hear by e-mail now, seven days and one day before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 clinic_name_differs.';

COMMENT ON TABLE "public"."audit_logs" IS 'Append-only. app.seal_audit gives each row its place in the chain of its clinic (seq, prev_hash, hash) with the commit of the act; app.check_audit_chain finds what was changed, removed or put in.';

REVOKE ALL ON FUNCTION "app"."announce_deletion"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."announce_deletion"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."announce_deletion"(uuid, timestamp WITH time zone) TO "postgres";

REVOKE ALL ON FUNCTION "app"."api_update_patient"(uuid, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION "app"."api_update_patient"(uuid, jsonb) TO "authenticated";

REVOKE ALL ON FUNCTION "app"."api_update_patient"(uuid, jsonb) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."api_update_patient"(uuid, jsonb) TO "postgres";

REVOKE ALL ON FUNCTION "app"."contacts_of"(uuid, text, uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."contacts_of"(uuid, text, uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."contacts_of"(uuid, text, uuid) TO "postgres";

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__seal"() FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."tg_audit_logs__seal"() FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."tg_audit_logs__seal"() TO "postgres";

insert into app.api_operations (key, scope, function, is_write) values
  ('me', null, 'app.api_me', false),
  ('patients.list', 'patients:read', 'app.api_list_patients', false),
  ('patients.get', 'patients:read', 'app.api_get_patient', false),
  ('patients.create', 'patients:write', 'app.api_create_patient', true),
  ('patients.update', 'patients:write', 'app.api_update_patient', true),
  ('therapists.list', 'sessions:read', 'app.api_list_therapists', false),
  ('session_types.list', 'sessions:read', 'app.api_list_session_types', false),
  ('free_slots.list', 'sessions:read', 'app.api_list_free_slots', false),
  ('sessions.list', 'sessions:read', 'app.api_list_sessions', false),
  ('sessions.get', 'sessions:read', 'app.api_get_session', false),
  ('sessions.create', 'sessions:write', 'app.api_create_session', true),
  ('sessions.move', 'sessions:write', 'app.api_move_session', true),
  ('sessions.cancel', 'sessions:write', 'app.api_cancel_session', true),
  ('conversations.list', 'conversations:read', 'app.api_list_conversations', false),
  ('messages.list', 'conversations:read', 'app.api_list_messages', false),
  ('messages.send', 'messages:send', 'app.api_send_message', true),
  ('tags.list', 'conversations:read', 'app.api_list_tags', false),
  ('conversations.tag', 'conversations:write', 'app.api_tag_conversation', true),
  ('payments.list', 'payments:read', 'app.api_list_payments', false),
  ('webhook_endpoints.list', 'webhooks:read', 'app.api_list_webhook_endpoints', false),
  ('webhook_endpoints.create', 'webhooks:write', 'app.api_create_webhook_endpoint', true),
  ('webhook_endpoints.delete', 'webhooks:write', 'app.api_delete_webhook_endpoint', true)
on conflict (key) do update set scope = excluded.scope, function = excluded.function, is_write = excluded.is_write;

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
  ('public.whatsapp_credits_transactions', 38, true, null, null),
  ('public.marketing_permissions', 39, true, null, null),
  ('public.campaigns', 40, true, null, null),
  ('public.campaign_recipients', 41, true, null, null),
  ('public.companies', 60, true, null, null),
  ('public.contacts', 61, true, null, null),
  ('public.contact_tags', 62, true, null, null),
  ('public.deals', 63, true, null, null),
  ('public.crm_leads', 64, true, null, null),
  ('public.tasks', 65, true, null, null),
  ('public.custom_fields', 66, true, null, null),
  ('public.sales_events', 67, true, null, null),
  ('public.working_hours', 68, true, 't.therapist_id = $2', null),
  ('public.agenda_exceptions', 69, true, null, null),
  ('public.agenda_day_notes', 70, true, null, null),
  ('public.clinic_holidays', 71, true, null, null),
  ('public.session_prices', 72, true, null, null),
  ('public.monthly_fee_months', 73, true, null, null),
  ('public.payout_rules', 74, true, null, null),
  ('public.payout_statements', 75, true, 't.therapist_id = $2', null),
  ('public.payout_statement_events', 76, true, null, null),
  ('public.service_invoices', 77, true, null, null),
  ('public.waiting_list', 78, true, null, null),
  ('public.intake_submissions', 79, true, null, null),
  ('public.intake_answers', 80, true, null, null),
  ('public.conversation_optouts', 81, true, null, null),
  ('public.quick_replies', 82, true, null, null),
  ('public.document_templates', 83, true, null, null),
  ('public.record_templates', 84, true, null, null),
  ('public.privacy_requests', 85, true, null, null),
  ('public.privacy_incidents', 86, true, null, null),
  ('public.processing_records', 87, true, null, null),
  ('public.segments', 90, true, null, null),
  ('public.products', 91, true, null, null),
  ('public.product_options', 92, true, null, null),
  ('public.product_variants', 93, true, null, null),
  ('public.stock_places', 94, true, null, null),
  ('public.stock_lots', 95, true, null, null),
  ('public.stock_levels', 96, true, null, null),
  ('public.stock_lot_levels', 97, true, null, null),
  ('public.stock_moves', 98, true, null, null)
on conflict (name) do update set
  position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition, record_column = excluded.record_column;
