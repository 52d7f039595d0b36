create function app.post_pix(p_pix app.pix_charges, p_cents integer, p_payment jsonb)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_entry public.money_entries;
  v_charges uuid[] := array(
    select i.charge_id from app.pix_charge_items i where i.tenant_id = p_pix.tenant_id and i.pix_charge_id = p_pix.id);
  v_today date := app.clinic_today(p_pix.tenant_id);
begin
  -- first of all, so that what it pays does not have it looked at again
  update app.pix_charges p set status = 'paid', paid_at = coalesce(p.paid_at, now()), closed_at = coalesce(p.closed_at, now())
  where p.tenant_id = p_pix.tenant_id and p.id = p_pix.id;
  v_entry.tenant_id := p_pix.tenant_id;
  v_entry.id := gen_random_uuid();
  v_entry.payer_id := p_pix.payer_id;
  v_entry.kind := 'payment';
  v_entry.amount_cents := -p_cents;
  v_entry.method := case when p_payment ->> 'status' = 'RECEIVED_IN_CASH' then 'cash' else 'pix' end;
  v_entry.occurred_on := least(v_today, case when pg_input_is_valid(p_payment ->> 'paymentDate', 'date')
    then (p_payment ->> 'paymentDate')::date else v_today end);
  v_entry.note := 'PIX pelo Asaas';
  select case when count(distinct c.patient_id) = 1 then (array_agg(c.patient_id))[1] end into v_entry.patient_id
  from public.money_charges c where c.tenant_id = p_pix.tenant_id and c.id = any (v_charges);
  perform app.post_payment(v_entry);
  perform app.meet_pix_orders(p_pix.tenant_id, v_charges, v_entry.id);
  -- what is open of them; the rest is the payer's credit
  perform app.pay_charges(p_pix.tenant_id, array[v_entry.id], v_charges);
  perform app.schedule_pix_check(p_pix.tenant_id, p_pix.id, now() + interval '1 day');
  return v_entry.id;
end;
$$;
comment on function app.post_pix(app.pix_charges, integer, jsonb) is
  'Money that came in by a PIX: a payment of its payer that pays what is open of its charges, and is kept as credit for the rest. The payer is locked. Errors: none.';
revoke execute on function app.post_pix(app.pix_charges, integer, jsonb) from public, anon, authenticated;
