create function public.get_service_report(
  p_tenant_id uuid, p_from date, p_to date, p_unit text default 'custom', p_hours text default 'open', p_person_id uuid default null
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
  v_leads boolean := v_role in ('owner', 'admin', 'supervisor');
  v_person uuid := app.report_reader(p_tenant_id, p_person_id);
  v_before daterange;
  v_grain text := case when p_to - p_from < 32 then 'day' when p_to - p_from < 190 then 'week' else 'month' end;
begin
  perform app.require_report_days(p_tenant_id, p_from, p_to);
  if coalesce(p_unit, '') not in ('week', 'month', 'quarter', 'year', 'custom') or coalesce(p_hours, '') not in ('open', 'clock') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  v_before := app.dashboard_period(p_from, p_to, p_unit, 'before');
  return app.service_numbers(p_tenant_id, p_from, p_to, lower(v_before), upper(v_before) - 1, v_grain, p_hours, v_person)
    || jsonb_build_object('from', p_from, 'to', p_to, 'today', app.clinic_today(p_tenant_id), 'grain', v_grain, 'hours_counted', p_hours,
      'before', jsonb_build_object('from', lower(v_before), 'to', upper(v_before) - 1), 'is_own', not v_leads,
      'members', (
        select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'name', coalesce(nullif(u.full_name, ''), u.email))
          order by u.full_name), '[]')
        from public.tenant_members m join public.profiles u on u.id = m.user_id
        where m.tenant_id = p_tenant_id and m.status = 'active' and v_leads),
      'backlog', (
        select jsonb_build_object('open', count(*), 'waiting', count(h.waiting_since), 'waiting_since', min(h.waiting_since))
        from public.conversation_threads h
        where h.tenant_id = p_tenant_id and h.status = 'open' and h.snoozed_until is null and h.blocked_at is null
          and (v_person is null or h.assigned_to = v_person)),
      'backlog_days', (
        select coalesce(jsonb_agg(jsonb_build_object('day', b.day, 'open', b.open, 'waiting', b.waiting) order by b.day), '[]')
        from app.backlog_days b
        where b.tenant_id = p_tenant_id and v_person is null and b.day between p_from and p_to),
      'visits', jsonb_build_object(
        'now', app.reminder_effect(p_tenant_id, p_from, p_to, v_person),
        'before', app.reminder_effect(p_tenant_id, lower(v_before), upper(v_before) - 1, v_person)));
end;
$$;
comment on function public.get_service_report(uuid, date, date, text, text, uuid) is
  'Caller: members; owner, admin and supervisor see everybody or one person (p_person_id), anybody else the own numbers. How people were served from p_from to p_to (days of the clinic) beside the period before (p_unit week|month|quarter|year|custom), in minutes of open hours or of the clock (p_hours open|clock): messages, first answers and closings in totals, series, people, channels, hours; backlog, visits by reminder. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_date, PT400 invalid_filter.';
revoke execute on function public.get_service_report(uuid, date, date, text, text, uuid) from public, anon, authenticated;
grant execute on function public.get_service_report(uuid, date, date, text, text, uuid) to authenticated;
