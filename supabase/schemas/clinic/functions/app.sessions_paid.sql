create function app.sessions_paid(p_tenant_id uuid, p_payment_id uuid, p_patient_id uuid, p_therapist_id uuid)
returns setof public.sessions
language sql
stable
set search_path = ''
as $$
  with paid as (
    select a.charge_id from public.money_allocations a
    where a.tenant_id = p_tenant_id and a.payment_id = p_payment_id group by a.charge_id having sum(a.amount_cents) > 0)
  select s.* from public.session_bills b
  join public.session_patients sp on sp.tenant_id = p_tenant_id and sp.session_id = b.session_id and sp.patient_id = b.patient_id
    and sp.status = 'attended'
  join public.sessions s on s.tenant_id = p_tenant_id and s.id = b.session_id
  where b.tenant_id = p_tenant_id and b.patient_id = p_patient_id and (p_therapist_id is null or s.therapist_id = p_therapist_id)
    and (b.charge_id in (select p.charge_id from paid p)
      or exists (
        select from public.session_packages k join paid p on p.charge_id = k.charge_id
        where k.tenant_id = p_tenant_id and k.id = b.package_id)
      or exists (
        select from public.monthly_fee_months m join paid p on p.charge_id = m.charge_id
        where m.tenant_id = p_tenant_id and m.fee_id = b.monthly_fee_id and m.month = date_trunc('month', b.day)::date));
$$;
comment on function app.sessions_paid(uuid, uuid, uuid, uuid) is
  'Sessions that a payment paid, itself or by a package or month, and that the patient came to: no paper says that somebody who missed one was there.';
revoke execute on function app.sessions_paid(uuid, uuid, uuid, uuid) from public, anon, authenticated;
