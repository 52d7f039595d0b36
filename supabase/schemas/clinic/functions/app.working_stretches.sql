create function app.working_stretches(p_tenant_id uuid, p_from date, p_to date, p_closed date[])
returns tstzmultirange
language sql
stable
set search_path = ''
as $$
  select coalesce(range_agg(per.hours), '{}') from (
    select unnest(range_agg(tstzrange(w.starts_at, w.ends_at)) - coalesce((
      select range_agg(tstzrange(e.starts_at, e.ends_at)) from public.agenda_exceptions e
      where e.tenant_id = p_tenant_id and e.kind in ('absence', 'recess') and (e.therapist_id is null or e.therapist_id = w.therapist_id)), '{}')) as hours
    from app.working_ranges(p_tenant_id, p_from, p_to, null) w
    join public.therapists th on th.tenant_id = p_tenant_id and th.user_id = w.therapist_id and th.is_active
    where w.is_extra or w.day <> all (p_closed)
    group by w.therapist_id
  ) per;
$$;
comment on function app.working_stretches(uuid, date, date, date[]) is
  'When at least one therapist works: weekly rules and extra hours, without absences, recess and the days that are closed.';
revoke execute on function app.working_stretches(uuid, date, date, date[]) from public, anon, authenticated;
