create function app.keep_offered_hours(p_tenant_id uuid, p_therapist_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_today date := app.clinic_today(p_tenant_id);
  v_is_first boolean;
begin
  if v_today is null or not exists (
    select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_therapist_id) then
    return;
  end if;
  v_is_first := not exists (
    select from app.offered_hours o where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id);
  -- what no longer holds ends today, or never was
  delete from app.offered_hours o
  where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id and o.valid_until = 'infinity' and o.valid_from >= v_today;
  update app.offered_hours o set valid_until = v_today
  where o.tenant_id = p_tenant_id and o.therapist_id = p_therapist_id and o.valid_until = 'infinity';
  insert into app.offered_hours (tenant_id, therapist_id, weekday, from_time, until_time, every_weeks, counted_from, valid_from)
  select h.tenant_id, h.therapist_id, h.weekday, h.from_time, h.until_time, h.every_weeks, h.counted_from,
    case when v_is_first then '-infinity' else v_today end
  from public.working_hours h
  join public.therapists t on t.tenant_id = p_tenant_id and t.user_id = h.therapist_id and t.is_active
  where h.tenant_id = p_tenant_id and h.therapist_id = p_therapist_id;
  perform app.mark_clinic_days(p_tenant_id, p_therapist_id, case when v_is_first then '-infinity' else v_today end, 'infinity');
end;
$$;
comment on function app.keep_offered_hours(uuid, uuid) is
  'From today on a therapist offers what the rules say now; before today what they said then. The first rules hold since the therapist was there.';
revoke execute on function app.keep_offered_hours(uuid, uuid) from public, anon, authenticated;
