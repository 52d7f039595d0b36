create function public.list_reminder_forecast(p_tenant_id uuid, p_from date, p_to date, p_session_id uuid default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_ids uuid[];
begin
  if p_session_id is null and (p_from is null or p_to is null or p_to < p_from or p_to > p_from + 31) then
    raise sqlstate 'PT400' using message = 'invalid_date', detail = '31 days at most.';
  end if;
  v_ids := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and (v_role <> 'therapist' or s.therapist_id = auth.uid())
      and case when p_session_id is null then s.starts_at >= p_from::timestamp at time zone v_zone
        and s.starts_at < (p_to + 1)::timestamp at time zone v_zone else s.id = p_session_id end);
  return coalesce((
    select jsonb_agg(jsonb_build_object('session_id', f.session_id, 'patient_id', f.patient_id, 'patient_name', p.name,
      'therapist_name', h.name, 'starts_at', s.starts_at, 'day', (s.starts_at at time zone v_zone)::date, 'window_minutes', f.window_minutes,
      'due_at', f.due_at, 'goes_at', f.goes_at, 'outlook', f.outlook, 'reason', f.reason, 'thread_key', case
        when f.reason in ('opted_out', 'conversation_blocked') then (
          select t.thread_key from app.threads_to_reach(p_tenant_id, f.patient_id) x (thread_id)
          join public.conversation_threads t on t.tenant_id = p_tenant_id and t.id = x.thread_id
          order by t.last_message_at desc nulls last limit 1) end)
      order by s.starts_at, f.session_id, p.name, f.window_minutes desc)
    from app.reminder_forecast(p_tenant_id, v_ids, now()) f
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = f.session_id
    join public.therapists h on h.tenant_id = p_tenant_id and h.user_id = s.therapist_id
    join public.patients p on p.tenant_id = p_tenant_id and p.id = f.patient_id
    where f.reason is distinct from 'session_over'), '[]');
end;
$$;
comment on function public.list_reminder_forecast(uuid, date, date, uuid) is
  'Caller: members; a therapist sees the own sessions. What will become of the reminders of days of the clinic (up to a month), or of one session: [{session_id, patient_id, patient_name, therapist_name, starts_at, day, window_minutes, due_at, goes_at, outlook will_go|will_not_go|sent|skipped, reason: code|null, thread_key|null}]; sessions that are over or cancelled are left out. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date.';
revoke execute on function public.list_reminder_forecast(uuid, date, date, uuid) from public, anon, authenticated;
grant execute on function public.list_reminder_forecast(uuid, date, date, uuid) to authenticated;
