create function app.send_due_reports(p_now timestamptz default now())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_row record;
  v_last date;
  v_first date;
  v_before daterange;
  v_report jsonb;
  v_count integer := 0;
begin
  for v_row in
    select s.*, t.name as clinic, (p_now at time zone t.time_zone)::date as today
    from public.report_schedules s
    join public.tenants t on t.id = s.tenant_id
    where s.next_on <= (p_now at time zone 'UTC')::date + 1 and app.local_moment(s.next_on + time '07:00', t.time_zone) <= p_now
    order by s.tenant_id, s.id
    for update of s skip locked
  loop
    -- after a long stand-still, the last period alone
    v_last := date_trunc(v_row.every, v_row.today)::date - 1;
    v_first := date_trunc(v_row.every, v_last)::date;
    v_before := app.dashboard_period(v_first, v_last, v_row.every, 'before');
    v_report := app.service_numbers(v_row.tenant_id, v_first, v_last, lower(v_before), upper(v_before) - 1, 'day', v_row.hours, null);
    perform app.send_email(v_row.tenant_id, 'report', p.email, jsonb_build_object('locale', p.locale, 'clinic', v_row.clinic, 'every', v_row.every,
        'hours', v_row.hours, 'from', v_first, 'to', v_last, 'totals', v_report -> 'totals', 'target_minutes', v_report -> 'target_minutes',
        'visits', jsonb_build_object('now', app.reminder_effect(v_row.tenant_id, v_first, v_last, null),
          'before', app.reminder_effect(v_row.tenant_id, lower(v_before), upper(v_before) - 1, null))),
      format('report:%s:%s:%s', v_row.id, v_first, p.id))
    from public.tenant_members m
    join public.profiles p on p.id = m.user_id
    where m.tenant_id = v_row.tenant_id and m.user_id = any (v_row.user_ids) and m.status = 'active' and m.role in ('owner', 'admin', 'supervisor');
    update public.report_schedules s set next_on = app.next_report_day(v_row.every, v_row.today)
    where s.tenant_id = v_row.tenant_id and s.id = v_row.id;
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;
comment on function app.send_due_reports(timestamptz) is
  'Caller: process-jobs, every ten minutes. Queues the e-mails of reports that fell due, once: the schedule moves on in the same transaction. How many schedules. Errors: none.';
revoke execute on function app.send_due_reports(timestamptz) from public, anon, authenticated;
grant execute on function app.send_due_reports(timestamptz) to service_role;
