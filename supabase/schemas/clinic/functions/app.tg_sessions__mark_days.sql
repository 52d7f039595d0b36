create function app.tg_sessions__mark_days()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  v_one record;
begin
  for v_one in
    select x.tenant_id, array_agg(distinct x.id) as ids
    from (
      select o.tenant_id, o.id from before o join after n on n.tenant_id = o.tenant_id and n.id = o.id
      where (o.therapist_id, o.starts_at, o.ends_at, o.status, o.cancel_reason)
        is distinct from (n.therapist_id, n.starts_at, n.ends_at, n.status, n.cancel_reason)
    ) x group by x.tenant_id
  loop
    insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
    select distinct v_one.tenant_id, o.therapist_id, x.day, x.day
    from before o, lateral (
      select (o.starts_at at time zone app.clinic_zone(o.tenant_id))::date + r.later as day
      from (select 0 as later union all select q.silent_weeks * 7 from app.drop_out_rule() q) r) x
    where o.tenant_id = v_one.tenant_id and o.id = any (v_one.ids);
    perform app.mark_patient_days(v_one.tenant_id, array(
      select distinct sp.patient_id from public.session_patients sp
      where sp.tenant_id = v_one.tenant_id and sp.session_id = any (v_one.ids)), v_one.ids);
  end loop;
  return null;
end;
$$;
comment on function app.tg_sessions__mark_days() is 'A session that moves or changes its status counts elsewhere: where it was and where it is.';
revoke execute on function app.tg_sessions__mark_days() from public, anon, authenticated;
