create function public.list_todays_sessions(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_zone text := app.clinic_zone(p_tenant_id);
  v_today timestamptz := date_trunc('day', now(), v_zone);
  v_lines constant integer := 12;
  v_answer jsonb;
begin
  with mine as materialized (
    select s.id, s.starts_at, s.ends_at, s.status, s.blocks_time, k.is_outcome
    from public.sessions s join public.session_statuses k on k.key = s.status
    where s.tenant_id = p_tenant_id and s.starts_at >= v_today and s.starts_at < v_today + interval '2 days'
      and (v_role <> 'therapist' or s.therapist_id = auth.uid())),
  -- what is over and noted needs nobody any more
  today as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at < v_today + interval '1 day' and not m.is_outcome),
  -- who sits in the waiting room, whoever came first first
  arrived as (
    select m.id, row_number() over (order by min(sp.arrived_at), m.id) as place
    from mine m join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = m.id and sp.arrived_at is not null
    where m.starts_at < v_today + interval '1 day' and not m.is_outcome group by m.id),
  unconfirmed as (
    select m.id, row_number() over (order by m.starts_at, m.id) as place from mine m
    where m.starts_at > now() and m.status = 'scheduled')
  select jsonb_build_object('day', to_char(v_today at time zone v_zone, 'YYYY-MM-DD'),
    'today', jsonb_build_object('total', (select count(*) from today), 'done', (
        select count(*) from mine m where m.starts_at < v_today + interval '1 day' and m.is_outcome),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(t.id) from today t where t.place <= v_lines))),
    'arrived', jsonb_build_object('total', (select count(*) from arrived),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(a.id) from arrived a where a.place <= v_lines))),
    'unconfirmed', jsonb_build_object('total', (select count(*) from unconfirmed),
      'sessions', app.sessions_payload(p_tenant_id, (select array_agg(u.id) from unconfirmed u where u.place <= v_lines))))
  into v_answer;
  return v_answer;
end;
$$;
comment on function public.list_todays_sessions(uuid) is
  'Caller: members; a therapist sees the own. {day, today: {total, done, sessions}, arrived: {total, sessions}, unconfirmed: {total, sessions}}: what is still to come or to be noted today, who is in the waiting room, and who has not confirmed for today or tomorrow; twelve of each, by their time, in the day of the clinic. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_todays_sessions(uuid) from public, anon, authenticated;
grant execute on function public.list_todays_sessions(uuid) to authenticated;
