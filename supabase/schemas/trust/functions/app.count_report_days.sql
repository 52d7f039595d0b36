create function app.count_report_days(p_tenant_id uuid)
returns table (day date, measure text, person_id uuid, channel_id uuid, slot smallint, number bigint, total bigint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  -- grouped by what was said, then by what it counts as: fewer calls
  return query
    select x.day, app.report_measure(x.direction, x.origin, ''), coalesce(x.sent_by, app.no_one()), x.channel_id, x.hour::smallint,
      sum(x.n)::bigint, 0::bigint
    from (
      select (m.occurred_at at time zone v_zone)::date as day, m.direction, m.origin, m.sent_by, m.channel_id,
        extract(hour from m.occurred_at at time zone v_zone) + 1 as hour, count(*) as n
      from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.kind <> 'system'
      group by 1, 2, 3, 4, 5, 6) x
    group by 1, 2, 3, 4, 5
    union all
    select y.day, y.measure, coalesce(y.person_id, app.no_one()), app.no_one(), app.duration_slot(y.minutes), sum(y.n)::bigint, sum(y.n * y.minutes)::bigint
    from (
      select x.day, x.what || e.ending as measure, x.person_id, e.minutes, count(*) as n
      from (
        select 'answer' as what, (a.asked_at at time zone v_zone)::date as day, a.answered_by as person_id, a.business_minutes::bigint as open,
          least(round(extract(epoch from a.answered_at - a.asked_at) / 60), 131071)::bigint as clock
        from app.first_answers a where a.tenant_id = p_tenant_id
        union all
        select 'closing', (r.finished_at at time zone v_zone)::date, r.finished_by, r.business_minutes,
          least(round(extract(epoch from r.finished_at - r.opened_at) / 60), 131071)::bigint
        from app.resolutions r where r.tenant_id = p_tenant_id
      ) x, lateral (values ('_open', x.open), ('_clock', x.clock)) e (ending, minutes)
      group by 1, 2, 3, 4) y
    group by 1, 2, 3, 4, 5;
end;
$$;
comment on function app.count_report_days(uuid) is 'The recount: what messages, first answers and closings say of each day.';
revoke execute on function app.count_report_days(uuid) from public, anon, authenticated;
