create function app.order_charge(p_tenant_id uuid, p_order_id uuid)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
  v_charge public.money_charges;
begin
  select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  select * into v_charge from public.money_charges c where c.tenant_id = p_tenant_id and c.id = v_order.charge_id and c.reversed_at is null;
  if v_charge.id is not null then
    return v_charge.id;
  end if;
  v_charge.tenant_id := p_tenant_id;
  v_charge.payer_id := v_order.payer_id;
  v_charge.patient_id := v_order.patient_id;
  v_charge.order_id := p_order_id;
  v_charge.origin := 'order';
  v_charge.due_on := app.clinic_today(p_tenant_id);
  v_charge.amount_cents := v_order.total_cents - v_order.refunded_cents;
  v_charge.note := 'Pedido nº ' || v_order.number;
  if v_charge.amount_cents <= 0 then
    return null;
  end if;
  v_charge.id := app.open_charge(v_charge);
  update public.orders o set charge_id = v_charge.id where o.tenant_id = p_tenant_id and o.id = p_order_id;
  perform app.tell_money(p_tenant_id, v_order.payer_id);
  return v_charge.id;
end;
$$;
comment on function app.order_charge(uuid, uuid) is
  'The charge of an order in the ledger, opened the first time that money is asked for or comes; NULL where nothing is to pay. The order is locked.';
revoke execute on function app.order_charge(uuid, uuid) from public, anon, authenticated;
