create function app.tg_sessions__mark_removed_days()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select distinct t.id, c.therapist_id, x.day, x.day
  from changed c
  join public.tenants t on t.id = c.tenant_id, lateral (
    select (c.starts_at at time zone t.time_zone)::date + r.later as day
    from (select 0 as later union all select q.silent_weeks * 7 from app.drop_out_rule() q) r) x;
  return null;
end;
$$;
comment on function app.tg_sessions__mark_removed_days() is 'A removed session counts no longer. Its clinic may be going with it.';
revoke execute on function app.tg_sessions__mark_removed_days() from public, anon, authenticated;
