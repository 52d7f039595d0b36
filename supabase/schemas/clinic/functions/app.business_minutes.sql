create function app.business_minutes(p_tenant_id uuid, p_from timestamptz, p_to timestamptz)
returns integer
language plpgsql
stable
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_settings public.agenda_settings := app.agenda_settings_of(p_tenant_id);
  v_from timestamp := p_from at time zone v_zone;
  -- what nobody answered for a quarter is a quarter
  v_to timestamp := least(p_to, p_from + interval '92 days') at time zone v_zone;
  v_weekdays text[];
begin
  select array_agg(distinct h.weekday) into v_weekdays from public.working_hours h where h.tenant_id = p_tenant_id;
  return (
    select coalesce(sum(greatest(0, extract(epoch from
      least(v_to, g.day + v_settings.grid_until) - greatest(v_from, g.day + v_settings.grid_from)) / 60)), 0)::integer
    from (select s::date as day from generate_series(v_from::date::timestamp, v_to, '1 day') s) g
    where app.weekday_of(g.day) = any (coalesce(v_weekdays, '{mon,tue,wed,thu,fri}'))
      and not exists (
        select from app.holidays_between(p_tenant_id, v_from::date, v_to::date) h where h.day = g.day and h.scope <> 'optional'));
end;
$$;
comment on function app.business_minutes(uuid, timestamptz, timestamptz) is
  'Minutes between two moments while the clinic is open: the hours that its agenda shows, on weekdays on which somebody works (Monday to Friday when nobody''s hours are known), without holidays.';
revoke execute on function app.business_minutes(uuid, timestamptz, timestamptz) from public, anon, authenticated;
