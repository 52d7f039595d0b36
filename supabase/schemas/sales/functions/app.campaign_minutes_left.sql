create function app.campaign_minutes_left(p_tenant_id uuid, p_from time, p_to time, p_at timestamptz)
returns integer
language sql
stable
set search_path = ''
as $$
  select case when app.campaign_moment(p_tenant_id, p_from, p_to, p_at) is distinct from p_at then 0 else (
    select floor(extract(epoch from least(h.closes, p_to) - l.at::time) / 60)::integer
    from (select p_at at time zone app.clinic_zone(p_tenant_id) as at) l
    join app.campaign_hours h on h.weekday = extract(isodow from l.at)) end;
$$;
comment on function app.campaign_minutes_left(uuid, time, time, timestamptz) is
  'How many minutes of sending are left of the day; 0 outside of the hours.';
revoke execute on function app.campaign_minutes_left(uuid, time, time, timestamptz) from public, anon, authenticated;
