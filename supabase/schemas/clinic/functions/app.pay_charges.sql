create function app.pay_charges(p_tenant_id uuid, p_payment_ids uuid[], p_charge_ids uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_charge record;
  v_payment record;
  v_open integer;
  v_part integer;
  v_paid integer := 0;
begin
  for v_charge in
    select c.id, c.payer_id, c.amount_cents - c.paid_cents as open from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.reversed_at is null and c.paid_cents < c.amount_cents
    order by c.due_on, c.created_at, c.id
  loop
    v_open := v_charge.open;
    for v_payment in
      select m.id, m.free_cents from public.money_payments m
      where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.payer_id = v_charge.payer_id and m.free_cents > 0
      order by array_position(p_payment_ids, m.id)
    loop
      exit when v_open = 0;
      v_part := least(v_open, v_payment.free_cents);
      perform app.allocate(p_tenant_id, v_payment.id, v_charge.id, v_part);
      v_open := v_open - v_part;
      v_paid := v_paid + v_part;
    end loop;
  end loop;
  return v_paid;
end;
$$;
comment on function app.pay_charges(uuid, uuid[], uuid[]) is
  'Charges are paid from what is free of these payments of their payer, the earliest due first. Answers how much of them. The payer is locked.';
revoke execute on function app.pay_charges(uuid, uuid[], uuid[]) from public, anon, authenticated;
