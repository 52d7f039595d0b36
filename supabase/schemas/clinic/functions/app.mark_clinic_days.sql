create function app.mark_clinic_days(p_tenant_id uuid, p_therapist_id uuid, p_from date, p_until date)
returns void
language sql
set search_path = ''
as $$
  -- not of a clinic that is just being removed
  insert into app.clinic_day_marks (tenant_id, therapist_id, from_day, until_day)
  select t.id, p_therapist_id, p_from, p_until from public.tenants t where t.id = p_tenant_id;
$$;
comment on function app.mark_clinic_days(uuid, uuid, date, date) is
  'The summaries of these days are counted anew; p_therapist_id null: of everybody.';
revoke execute on function app.mark_clinic_days(uuid, uuid, date, date) from public, anon, authenticated;
