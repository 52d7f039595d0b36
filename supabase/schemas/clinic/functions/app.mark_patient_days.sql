create function app.mark_patient_days(p_tenant_id uuid, p_patient_ids uuid[], p_session_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_zone text := app.clinic_zone(p_tenant_id);
  v_silent integer := (select r.silent_weeks * 7 from app.drop_out_rule() r);
begin
  -- what changed, and who of these sessions could be a drop-out's last
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select distinct p_tenant_id, d.therapist_id, d.day, d.day
  from (
    select s.therapist_id, x.day
    from public.sessions s, lateral (values ((s.starts_at at time zone v_zone)::date), ((s.starts_at at time zone v_zone)::date + v_silent)) x (day)
    where s.tenant_id = p_tenant_id and s.id = any (p_session_ids)
    union all
    -- the first visit and the last session of each patient, among what did not change
    select f.therapist_id, (f.starts_at at time zone v_zone)::date
    from unnest(p_patient_ids) p (id), lateral (
      select s.therapist_id, s.starts_at from public.session_patients sp
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = p.id and sp.status = 'attended' and sp.session_id <> all (p_session_ids)
      order by s.starts_at, s.id limit 1) f
    union all
    select l.therapist_id, (l.starts_at at time zone v_zone)::date + v_silent
    from unnest(p_patient_ids) p (id), lateral (
      select s.therapist_id, s.starts_at from public.session_patients sp
      join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = p.id and sp.status in ('scheduled', 'confirmed', 'attended')
        and sp.session_id <> all (p_session_ids)
      order by s.starts_at desc, s.id desc limit 1) l
  ) d
  where exists (select from public.tenants t where t.id = p_tenant_id);
end;
$$;
comment on function app.mark_patient_days(uuid, uuid[], uuid[]) is
  'Some sessions of some patients changed: marks the days on which these sessions count, and those on which the patients may be new or dropped out.';
revoke execute on function app.mark_patient_days(uuid, uuid[], uuid[]) from public, anon, authenticated;
