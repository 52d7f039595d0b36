-- Reads only: the list of what will not go asks for many sessions. The sender asks again, and the gate has the last word.
create function app.reminder_obstacle(
  p_settings public.conversation_session_reminders_settings, p_patient_id uuid, p_status text, p_has_template boolean, p_at timestamptz
)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tenant_id uuid := p_settings.tenant_id;
  v_threads uuid[];
  v_has_phone boolean;
  v_is_for_other boolean;
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_hours integer;
begin
  if p_settings.skip_when_confirmed and p_status = 'confirmed' then
    return 'confirmed';
  end if;
  if app.after_quiet(p_at, app.clinic_zone(v_tenant_id), p_settings.quiet_from, p_settings.quiet_to) > p_at then
    return 'quiet_hours';
  end if;
  -- as app.thread_to_tell, which makes a conversation where there is none
  select coalesce(array_agg(x.thread_id) filter (where x.thread_id is not null), '{}'), coalesce(bool_or(x.phone is not null), false)
  into v_threads, v_has_phone
  from (
    select app.thread_of_phone(v_tenant_id, r.phone) as thread_id, r.phone
    from public.patient_relations r
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.phone is not null
    union all
    select t.thread_id, null from public.patient_relations r
    cross join lateral app.threads_to_reach(v_tenant_id, r.related_patient_id) t (thread_id)
    where r.tenant_id = v_tenant_id and r.patient_id = p_patient_id and r.is_told and r.related_patient_id is not null
  ) x;
  v_is_for_other := cardinality(v_threads) > 0 or v_has_phone;
  if not v_is_for_other then
    select coalesce(array_agg(t.thread_id) filter (where t.thread_id is not null), '{}') into v_threads
    from app.threads_to_reach(v_tenant_id, p_patient_id) t (thread_id);
    v_has_phone := exists (
      select from public.contact_phones c where c.tenant_id = v_tenant_id and c.patient_id = p_patient_id);
  end if;
  if cardinality(v_threads) = 0 and not v_has_phone then
    return 'no_conversation';
  end if;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = v_tenant_id and t.id = any (v_threads)
  order by t.last_message_at desc nulls last, t.id limit 1;
  if v_thread.id is not null and app.opted_out_of(v_tenant_id, v_thread.id, 'reminders') then
    return 'opted_out';
  end if;
  if v_thread.blocked_at is not null then
    return 'conversation_blocked';
  end if;
  select * into v_channel from public.notification_channels c
  where c.tenant_id = v_tenant_id and c.family = coalesce(v_thread.channel, 'whatsapp') and c.is_active;
  if v_channel.id is null then
    return 'no_active_channel';
  end if;
  if v_channel.connection_state = 'close' then
    return 'channel_disconnected';
  end if;
  select k.window_hours into v_hours from public.channel_kinds k where k.kind = v_channel.provider;
  if v_hours is not null and not p_has_template and not exists (
    select from public.conversation_messages m
    where m.tenant_id = v_tenant_id and m.thread_id = v_thread.id and m.channel_id = v_channel.id and m.direction = 'inbound'
      and m.occurred_at >= p_at - make_interval(hours => v_hours)) then
    return 'outside_24h_window';
  end if;
  if exists (select from public.channel_prices p where p.kind = v_channel.provider and p.credits > 0) and not exists (
    select from public.whatsapp_credits_balance b where b.tenant_id = v_tenant_id and b.balance > 0) then
    return 'insufficient_credits';
  end if;
  return null;
end;
$$;
comment on function app.reminder_obstacle(public.conversation_session_reminders_settings, uuid, text, boolean, timestamptz) is
  'Why a reminder to a patient would not go at a moment: the code, or NULL when it would. p_status: how the patient stands in the session.';
revoke execute on function app.reminder_obstacle(public.conversation_session_reminders_settings, uuid, text, boolean, timestamptz) from public, anon, authenticated;
