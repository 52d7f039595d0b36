create function app.keep_bill(p_bill public.session_bills)
returns void
language sql
set search_path = ''
as $$
  insert into public.session_bills as b (
    tenant_id, session_id, patient_id, therapist_id, session_type_id, day, status, session_price_cents, price_cents, price_source, plan,
    package_id, holds_unit, monthly_fee_id, share_percent, is_late, override_percent, override_reason, override_by, override_at, charge_id, makeup_of)
  values (
    p_bill.tenant_id, p_bill.session_id, p_bill.patient_id, p_bill.therapist_id, p_bill.session_type_id, p_bill.day, p_bill.status,
    p_bill.session_price_cents, p_bill.price_cents, p_bill.price_source, p_bill.plan, p_bill.package_id, p_bill.holds_unit,
    p_bill.monthly_fee_id, p_bill.share_percent, p_bill.is_late, p_bill.override_percent, p_bill.override_reason, p_bill.override_by,
    p_bill.override_at, p_bill.charge_id, p_bill.makeup_of)
  on conflict (tenant_id, session_id, patient_id) do update set
    therapist_id = excluded.therapist_id, session_type_id = excluded.session_type_id, day = excluded.day, status = excluded.status,
    session_price_cents = excluded.session_price_cents, price_cents = excluded.price_cents, price_source = excluded.price_source,
    plan = excluded.plan, package_id = excluded.package_id, holds_unit = excluded.holds_unit, monthly_fee_id = excluded.monthly_fee_id,
    share_percent = excluded.share_percent, is_late = excluded.is_late, override_percent = excluded.override_percent,
    override_reason = excluded.override_reason, override_by = excluded.override_by, override_at = excluded.override_at,
    charge_id = excluded.charge_id, makeup_of = excluded.makeup_of;
$$;
comment on function app.keep_bill(public.session_bills) is 'Writes a bill down.';
revoke execute on function app.keep_bill(public.session_bills) from public, anon, authenticated;
