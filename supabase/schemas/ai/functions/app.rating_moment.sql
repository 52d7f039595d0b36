create function app.rating_moment(p_tenant_id uuid, p_at timestamptz)
returns timestamptz
language sql
stable
set search_path = ''
as $$
  select case
    when l.local::time < '08:00' then app.local_moment(l.local::date + time '08:00', z.zone)
    when l.local::time >= '20:00' then app.local_moment(l.local::date + 1 + time '08:00', z.zone)
    else p_at end
  from (select app.clinic_zone(p_tenant_id) as zone) z
  cross join lateral (select p_at at time zone z.zone as local) l;
$$;
comment on function app.rating_moment(uuid, timestamptz) is
  'When a question of nobody''s hurry may be asked, from a moment on: from 8 to 20 by the clinic''s clock.';
revoke execute on function app.rating_moment(uuid, timestamptz) from public, anon, authenticated;
