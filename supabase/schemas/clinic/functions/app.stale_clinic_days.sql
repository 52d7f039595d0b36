create function app.stale_clinic_days(p_tenant_id uuid, p_from date, p_to date)
returns table (from_day date, to_day date, therapist_ids uuid[])
language plpgsql
stable
set search_path = ''
as $$
declare
  v_until date := coalesce((select s.counted_until from app.clinic_day_states s where s.tenant_id = p_tenant_id), '-infinity');
begin
  return query
    select lower(r.days), upper(r.days) - 1, array_agg(w.id)
    from (
      select t.user_id as id from public.therapists t where t.tenant_id = p_tenant_id union all select app.no_therapist()
    ) w
    cross join lateral (
      select range_agg(x.days) * datemultirange(daterange(p_from, greatest(p_to + 1, p_from))) as days
      from (
        select case when m.until_day = 'infinity' then daterange(m.from_day, null) else daterange(m.from_day, m.until_day + 1) end as days
        from app.clinic_day_marks m
        where m.tenant_id = p_tenant_id and (m.therapist_id is null or m.therapist_id = w.id)
        union all
        select daterange(case when v_until > '-infinity' then v_until + 1 end, null)
      ) x
    ) s, unnest(s.days) r (days)
    group by r.days;
end;
$$;
comment on function app.stale_clinic_days(uuid, date, date) is
  'Of these days: which of which therapists have no summary that is right. Errors: none.';
revoke execute on function app.stale_clinic_days(uuid, date, date) from public, anon, authenticated;
