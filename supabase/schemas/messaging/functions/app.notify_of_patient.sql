-- Tells people of something about a patient: their notifications and what their screens hear. A repeated cause is the same
-- notification while it is unread. Nothing of it is pushed to a device: what is told may be clinical.
create function app.notify_of_patient(p_tenant_id uuid, p_patient_id uuid, p_kind text, p_user_ids uuid[], p_preview text default null)
returns void
language sql
set search_path = ''
as $$
  with told as (
    insert into public.notifications as n (tenant_id, user_id, kind, patient_id, preview)
    select p_tenant_id, u.user_id, p_kind, p_patient_id, p_preview
    from (select distinct unnest(p_user_ids) as user_id) u
    join public.tenant_members m on m.tenant_id = p_tenant_id and m.user_id = u.user_id and m.status = 'active'
    on conflict (tenant_id, patient_id, user_id, kind) where read_at is null and patient_id is not null do update set
      preview = excluded.preview, message_count = n.message_count + 1, noticed_at = clock_timestamp()
    returning n.user_id
  )
  insert into realtime.messages (topic, extension, event, payload, private)
  select 'tenant:' || p_tenant_id, 'broadcast', 'notification', jsonb_build_object('kind', p_kind, 'thread_id', null, 'thread_key', null,
    'contact_name', null, 'phone', null, 'patient_id', p_patient_id, 'message_id', null, 'message_kind', null, 'preview', null,
    'at', clock_timestamp(), 'user_ids', jsonb_agg(n.user_id)), true
  from told n having count(*) > 0;
$$;
comment on function app.notify_of_patient(uuid, uuid, text, uuid[], text) is
  'Caller: functions of the clinic. Tells active members of something about a patient (a kind of notification_kinds about a patient). The broadcast reaches every member, so it says neither who the patient is nor what happened beyond its kind.';
revoke execute on function app.notify_of_patient(uuid, uuid, text, uuid[], text) from public, anon, authenticated;
