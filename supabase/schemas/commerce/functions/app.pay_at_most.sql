create function app.pay_at_most(p_tenant_id uuid, p_payment_ids uuid[], p_charge_id uuid, p_amount_cents integer)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_payment record;
  v_left integer := p_amount_cents;
begin
  for v_payment in
    select m.id, m.free_cents from public.money_payments m
    where m.tenant_id = p_tenant_id and m.id = any (p_payment_ids) and m.free_cents > 0 order by array_position(p_payment_ids, m.id)
  loop
    exit when v_left <= 0;
    perform app.allocate(p_tenant_id, v_payment.id, p_charge_id, least(v_left, v_payment.free_cents));
    v_left := v_left - v_payment.free_cents;
  end loop;
end;
$$;
comment on function app.pay_at_most(uuid, uuid[], uuid, integer) is
  'What is left of an order that became smaller is paid again with what paid it before, and no cent more: the rest is credit. The payer is locked.';
revoke execute on function app.pay_at_most(uuid, uuid[], uuid, integer) from public, anon, authenticated;
