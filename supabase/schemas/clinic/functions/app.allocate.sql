create function app.allocate(p_tenant_id uuid, p_payment_id uuid, p_charge_id uuid, p_amount_cents integer)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into public.money_allocations (tenant_id, payment_id, charge_id, amount_cents)
  values (p_tenant_id, p_payment_id, p_charge_id, p_amount_cents);
  update public.money_charges c set paid_cents = c.paid_cents + p_amount_cents where c.tenant_id = p_tenant_id and c.id = p_charge_id;
  update public.money_payments m set allocated_cents = m.allocated_cents + p_amount_cents
  where m.tenant_id = p_tenant_id and m.id = p_payment_id;
end;
$$;
comment on function app.allocate(uuid, uuid, uuid, integer) is
  'What of a payment pays a charge; below zero: no longer. The payer is locked.';
revoke execute on function app.allocate(uuid, uuid, uuid, integer) from public, anon, authenticated;
