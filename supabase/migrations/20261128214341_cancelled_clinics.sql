-- cancelled clinics: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE TABLE "app"."cancelled_functions" (
  "name" text NOT NULL,
  CONSTRAINT "cancelled_function_has_a_schema" CHECK ((name ~ '^(public|app)\.[a-z_]+$'::text)),
  CONSTRAINT "cancelled_functions_pkey" PRIMARY KEY (name)
);

ALTER TABLE "app"."cancelled_functions"
  ENABLE ROW LEVEL SECURITY;

CREATE TABLE "public"."tenant_cancellations" (
  "tenant_id"    uuid                     NOT NULL,
  "deletion_on"  date                     NOT NULL,
  "cancelled_by" uuid,
  "cancelled_at" timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT "tenant_cancellations_pkey" PRIMARY KEY (tenant_id)
);

ALTER TABLE "public"."tenant_cancellations"
  ENABLE ROW LEVEL SECURITY;

REVOKE ALL ON TABLE "public"."tenant_cancellations" FROM "anon";

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
    return false;
  end if;
  delete from public.tenants t where t.id = p_tenant_id;
  return true;
end;
$function$;

CREATE OR REPLACE FUNCTION app.refuse_when_cancelled (
  p_stack text
)
  RETURNS void
  LANGUAGE plpgsql
  STABLE
  SET search_path TO ''
  AS $function$
declare
  v_function text;
begin
  -- the outermost function, but for the one through which programs come
  select f.parts[1] into v_function
  from regexp_matches(p_stack, 'function ((?:public|app)\.[a-z_0-9]+\([^)]*\))', 'g') with ordinality f (parts, place)
  where not f.parts[1] ~ '^app\.(api_call|require_|refuse_|lock_team)'
  order by f.place desc limit 1;
  if exists (
    select from pg_catalog.pg_proc p
    where p.oid = to_regprocedure(v_function) and p.provolatile = 'v'
      and not exists (
        select from app.cancelled_functions c where c.name = p.pronamespace::regnamespace || '.' || p.proname))
  then
    raise sqlstate 'PT403' using message = 'clinic_cancelled', hint = 'The clinic can be read and exported, or restored by its owner.';
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION app.require_member (
  p_tenant_id uuid,
  p_roles     text[] DEFAULT NULL::text[]
)
  RETURNS text
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_role text;
  v_stack text;
begin
  perform app.require_user();
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member', hint = 'Ask the clinic for an invitation.';
  end if;
  if p_roles is not null and not v_role = any (p_roles) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if exists (select from public.tenant_cancellations c where c.tenant_id = p_tenant_id) then
    get diagnostics v_stack = pg_context;
    perform app.refuse_when_cancelled(v_stack);
  end if;
  return v_role;
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
  values (p_tenant_id, 'delete_clinic', '{}', 'delete_clinic:' || v_row.deletion_on, v_row.deletion_on::timestamp at time zone app.clinic_zone(p_tenant_id))
  -- one that was restored today left its job
  on conflict do nothing;
  perform app.audit(p_tenant_id, 'clinic.cancelled', 'clinic', p_tenant_id::text, null, jsonb_build_object('deletion_on', v_row.deletion_on));
  perform app.broadcast(p_tenant_id, 'member', '{}');
  return v_row;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."cancel_tenant"(uuid, text) FROM PUBLIC, "anon", "service_role";

CREATE OR REPLACE FUNCTION public.my_context()
  RETURNS jsonb
  LANGUAGE plpgsql
  STABLE
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_user uuid := app.require_user();
begin
  return jsonb_build_object(
    'user', (select jsonb_build_object('id', p.id, 'email', p.email, 'full_name', p.full_name, 'locale', p.locale)
      from public.profiles p where p.id = v_user),
    'is_saas_admin', app.is_saas_admin(),
    'single_tenant', (select s.single_tenant from app.settings s),
    'channel_kinds', app.channel_kinds_payload(),
    'left_clinic', (
      select t.name from (
        select m.tenant_id, m.updated_at as at from public.tenant_members m where m.user_id = v_user and m.status = 'disabled'
        union all
        -- a removed member leaves no membership, but the invitation that was accepted
        select i.tenant_id, i.accepted_at from public.tenant_invitations i where i.accepted_by = v_user
      ) w join public.tenants t on t.id = w.tenant_id
      where not exists (
        select from public.tenant_members m where m.tenant_id = w.tenant_id and m.user_id = v_user and m.status = 'active')
      order by w.at desc limit 1),
    'memberships', coalesce((
      select jsonb_agg(jsonb_build_object(
        'tenant_id', t.id, 'slug', t.slug, 'name', t.name, 'role', m.role, 'time_zone', t.time_zone, 'logo_path', t.logo_path,
        'whatsapp', (select jsonb_build_object('provider', c.provider, 'state', c.connection_state) from app.active_channel(t.id) c),
        'channels', (select coalesce(jsonb_agg(jsonb_build_object('provider', c.provider, 'family', c.family, 'state', c.connection_state)
          order by c.family), '[]') from public.notification_channels c where c.tenant_id = t.id and c.is_active),
        'deletion_on', (select x.deletion_on from public.tenant_cancellations x where x.tenant_id = t.id),
        'unread_total', app.count_unread(t.id)) order by t.name)
      from public.tenant_members m join public.tenants t on t.id = m.tenant_id
      where m.user_id = v_user and m.status = 'active'), '[]'));
end;
$function$;

CREATE OR REPLACE FUNCTION public.restore_tenant (
  p_tenant_id uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
begin
  perform app.require_member(p_tenant_id, array['owner']);
  delete from public.tenant_cancellations c where c.tenant_id = p_tenant_id;
  if found then
    perform app.audit(p_tenant_id, 'clinic.restored', 'clinic', p_tenant_id::text);
  end if;
end;
$function$;

REVOKE ALL ON FUNCTION "public"."restore_tenant"(uuid) FROM PUBLIC, "anon", "service_role";

ALTER TABLE "public"."tenant_cancellations"
  ADD CONSTRAINT "tenant_cancellations_tenant_id_fkey" FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE;

CREATE POLICY "select_nobody" ON "app"."cancelled_functions"
  FOR SELECT
  TO "authenticated"
  USING (false);

CREATE POLICY "select_members" ON "public"."tenant_cancellations"
  FOR SELECT
  TO "authenticated"
  USING ((tenant_id IN ( SELECT app.my_tenant_ids() AS my_tenant_ids)));

COMMENT ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp with time zone) IS 'Caller: workers. Deletes a clinic whose day has come and that was not restored; its files follow with the hourly sweep. Whether it did.';

COMMENT ON FUNCTION "app"."refuse_when_cancelled"(text) IS 'Refuses a function that writes and is not in app.cancelled_functions; p_stack is pg_context. Errors: PT403 clinic_cancelled.';

COMMENT ON FUNCTION "app"."require_member"(uuid, text[]) IS 'The caller''s role in the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 clinic_cancelled.';

COMMENT ON FUNCTION "public"."cancel_tenant"(uuid, text) IS 'Caller: owner, who writes the name of the clinic. From now on it can be read and exported; after thirty days it is deleted. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 clinic_name_differs.';

COMMENT ON FUNCTION "public"."my_context"() IS 'Caller: any signed-in person. {user, is_saas_admin, single_tenant, channel_kinds: what each kind of channel can, left_clinic: the one that the person was in last and is in no more, memberships:[{tenant_id, slug, name, role, time_zone, logo_path, whatsapp, channels, deletion_on: when a clinic that leaves is deleted, unread_total: conversations with unread messages, none that sleeps or is blocked}]}. Errors: PT401 not_signed_in.';

COMMENT ON FUNCTION "public"."restore_tenant"(uuid) IS 'Caller: owner. The clinic stays and works as before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';

COMMENT ON TABLE "app"."cancelled_functions" IS 'Functions that write and are open to a cancelled clinic. Those that only read are open to it anyhow.';

COMMENT ON TABLE "public"."tenant_cancellations" IS 'A clinic with a row here changes nothing any more (app.refuse_when_cancelled), and is deleted on the day.';

REVOKE ALL ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp WITH time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp WITH time zone) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp WITH time zone) TO "postgres";

GRANT EXECUTE ON FUNCTION "app"."delete_cancelled_tenant"(uuid, timestamp WITH time zone) TO "service_role";

REVOKE ALL ON FUNCTION "app"."refuse_when_cancelled"(text) FROM PUBLIC;

REVOKE ALL ON FUNCTION "app"."refuse_when_cancelled"(text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "app"."refuse_when_cancelled"(text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_tenant"(uuid, text) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."cancel_tenant"(uuid, text) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."cancel_tenant"(uuid, text) TO "postgres";

GRANT EXECUTE ON FUNCTION "public"."restore_tenant"(uuid) TO "authenticated";

REVOKE ALL ON FUNCTION "public"."restore_tenant"(uuid) FROM "postgres";

GRANT EXECUTE ON FUNCTION "public"."restore_tenant"(uuid) TO "postgres";

REVOKE ALL ON TABLE "public"."tenant_cancellations" FROM "authenticated";

GRANT SELECT ON TABLE "public"."tenant_cancellations" TO "authenticated";

REVOKE ALL ON TABLE "public"."tenant_cancellations" FROM "service_role";

GRANT DELETE, INSERT, SELECT, UPDATE ON TABLE "public"."tenant_cancellations" TO "service_role";

insert into app.cancelled_functions (name) values
  -- taking the data along
  ('public.request_export'), ('public.cancel_export'), ('app.open_export'),
  -- reads that are noted
  ('public.list_record_entries'), ('public.get_record_entry'), ('public.get_record_entry_version'), ('public.list_private_notes'),
  ('public.export_patient_record'), ('public.open_record_break_glass'), ('public.export_receita_saude'),
  -- closing doors, and coming back
  ('public.restore_tenant'), ('public.cancel_tenant'), ('public.revoke_api_key'), ('public.set_webhook_active'), ('public.delete_webhook_endpoint'),
  ('public.remove_member'), ('public.leave_tenant'), ('public.set_member_role'), ('public.revoke_invitation'), ('public.unsubscribe_push'),
  ('public.mark_notifications_read'), ('app.deactivate_channel'), ('public.disconnect_pix_account')
on conflict (name) do nothing;

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

insert into app.job_kinds (kind, lease_seconds, is_listed) values ('delete_clinic', 600, false)
on conflict (kind) do update set lease_seconds = excluded.lease_seconds, is_listed = excluded.is_listed;
