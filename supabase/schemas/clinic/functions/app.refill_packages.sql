create function app.refill_packages(p_tenant_id uuid, p_patient_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  -- sessions that are charged by themselves and not paid yet, the earliest first: as long as units are left
  for v_id in
    select b.session_id from public.session_bills b
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = b.charge_id and c.paid_cents = 0
    where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and b.plan = 'single' and not app.is_absence(b.status)
    order by b.day, b.session_id
  loop
    exit when not exists (
      select from public.session_packages k
      where k.tenant_id = p_tenant_id and k.patient_id = p_patient_id and k.ended_at is null and k.used < k.sessions);
    perform app.bill_session(p_tenant_id, v_id, 'plan', p_patient_id);
  end loop;
end;
$$;
comment on function app.refill_packages(uuid, uuid) is
  'Free units of a patient''s packages go to booked sessions that nothing covers yet.';
revoke execute on function app.refill_packages(uuid, uuid) from public, anon, authenticated;
