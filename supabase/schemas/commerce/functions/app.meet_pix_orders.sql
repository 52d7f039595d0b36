create function app.meet_pix_orders(p_tenant_id uuid, p_charge_ids uuid[], p_entry_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_order public.orders;
begin
  for v_id in
    select distinct c.order_id from public.money_charges c
    where c.tenant_id = p_tenant_id and c.id = any (p_charge_ids) and c.order_id is not null
  loop
    v_order := app.lock_order(p_tenant_id, v_id);
    -- an order that is as it was is paid by its charge
    if v_order.expired_at is not null or v_order.cancelled_at is not null or v_order.charge_id is null
      or not v_order.charge_id = any (p_charge_ids) or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents
      or app.deposit_is_over(p_tenant_id, v_id) then
      perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
    else
      begin
        perform app.hold_order(v_order, null);
        update public.orders o set expires_at = null where o.tenant_id = p_tenant_id and o.id = v_id;
      exception when sqlstate 'PT409' then
        perform app.take_order_money(v_order, p_entry_id, 'ledger', p_entry_id || ':' || v_id);
      end;
    end if;
  end loop;
end;
$$;
comment on function app.meet_pix_orders(uuid, uuid[], uuid) is
  'A PIX that was paid: its orders hold their stock for good; one that was over is opened again, or its money waits for a person. The payer is locked.';
revoke execute on function app.meet_pix_orders(uuid, uuid[], uuid) from public, anon, authenticated;
