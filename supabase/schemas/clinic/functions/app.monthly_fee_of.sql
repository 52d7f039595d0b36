create function app.monthly_fee_of(p_bill public.session_bills)
returns uuid
language sql
stable
set search_path = ''
as $$
  select f.id from public.monthly_fees f
  where f.tenant_id = p_bill.tenant_id and f.patient_id = p_bill.patient_id
    and p_bill.day >= f.starts_on and p_bill.day <= coalesce(f.ends_on, 'infinity')
    and coalesce(f.session_type_id, p_bill.session_type_id) = p_bill.session_type_id
    and coalesce(f.therapist_id, p_bill.therapist_id) = p_bill.therapist_id
  order by f.session_type_id nulls last, f.therapist_id nulls last, f.starts_on, f.id limit 1;
$$;
comment on function app.monthly_fee_of(public.session_bills) is 'The monthly fee that covers this session, or null.';
revoke execute on function app.monthly_fee_of(public.session_bills) from public, anon, authenticated;
