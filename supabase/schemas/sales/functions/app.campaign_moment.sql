create function app.campaign_moment(p_tenant_id uuid, p_from time, p_to time, p_at timestamptz)
returns timestamptz
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_local timestamp := p_at at time zone v_zone;
  v_day record;
begin
  for v_day in
    select d.day::date as day, greatest(h.opens, p_from) as opens, least(h.closes, p_to) as closes
    from generate_series(v_local::date, v_local::date + 30, interval '1 day') d (day)
    join app.campaign_hours h on h.weekday = extract(isodow from d.day)
    where greatest(h.opens, p_from) < least(h.closes, p_to)
      and not exists (select from app.holidays_between(p_tenant_id, v_local::date, v_local::date + 30) y where y.day = d.day::date)
    order by d.day
  loop
    if v_local < v_day.day + v_day.closes then
      return greatest(p_at, app.local_moment(v_day.day + v_day.opens, v_zone));
    end if;
  end loop;
  return null;
end;
$$;
comment on function app.campaign_moment(uuid, time, time, timestamptz) is
  'The first moment from p_at on at which a campaign may be sent: within the hours of app.campaign_hours and of the campaign (p_from, p_to), in the clinic''s zone, on no holiday. NULL when there is none within a month.';
revoke execute on function app.campaign_moment(uuid, time, time, timestamptz) from public, anon, authenticated;
