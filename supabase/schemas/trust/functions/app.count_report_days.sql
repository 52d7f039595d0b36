create function app.count_report_days(p_tenant_id uuid)
returns table (day date, measure text, person_id uuid, channel_id uuid, slot smallint, number bigint, total bigint)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
begin
  return query
    select (m.occurred_at at time zone v_zone)::date, app.report_measure(m.direction, m.origin, m.kind), coalesce(m.sent_by, app.no_one()),
      m.channel_id, extract(hour from m.occurred_at at time zone v_zone)::smallint + 1::smallint, count(*), 0::bigint
    from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.kind <> 'system'
    group by 1, 2, 3, 4, 5
    union all
    select x.day, x.what || y.ending, coalesce(x.person_id, app.no_one()), app.no_one(), app.duration_slot(y.minutes), count(*), sum(y.minutes)::bigint
    from (
      select 'answer' as what, (a.asked_at at time zone v_zone)::date as day, a.answered_by as person_id, a.asked_at as from_at,
        a.answered_at as to_at, a.business_minutes
      from app.first_answers a where a.tenant_id = p_tenant_id
      union all
      select 'closing', (r.finished_at at time zone v_zone)::date, r.finished_by, r.opened_at, r.finished_at, r.business_minutes
      from app.resolutions r where r.tenant_id = p_tenant_id
    ) x, lateral (values ('_open', x.business_minutes::bigint), ('_clock', app.clock_minutes(x.from_at, x.to_at))) y (ending, minutes)
    group by 1, 2, 3, 4, 5;
end;
$$;
comment on function app.count_report_days(uuid) is 'The recount: what messages, first answers and closings say of each day.';
revoke execute on function app.count_report_days(uuid) from public, anon, authenticated;
