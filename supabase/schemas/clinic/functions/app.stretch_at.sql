create function app.stretch_at(p_hours tstzmultirange, p_at timestamptz)
returns jsonb
language sql
immutable
parallel safe
set search_path = ''
as $$
  select jsonb_build_object(
    'open', now_open.hours is not null,
    'closes_at', case when upper(now_open.hours) <= p_at + interval '60 days' then upper(now_open.hours) end,
    'opens_at', case when now_open.hours is null then (
      select min(lower(h)) from unnest(p_hours) h where lower(h) > p_at and lower(h) <= p_at + interval '60 days') end)
  from (select (select h from unnest(p_hours) h where p_at <@ h) as hours) now_open;
$$;
comment on function app.stretch_at(tstzmultirange, timestamptz) is
  '{open, closes_at, opens_at} of some hours at a moment: the end of the stretch that holds it or the next start, NULL beyond 60 days.';
revoke execute on function app.stretch_at(tstzmultirange, timestamptz) from public, anon, authenticated;
