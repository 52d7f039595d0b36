create function app.refresh_order(p_tenant_id uuid, p_order_id uuid)
returns public.orders
language plpgsql
set search_path = ''
as $$
declare
  v_old public.orders;
  v_new public.orders;
  v_items record;
  v_paid integer;
  v_refunded integer;
begin
  select * into v_old from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id for update;
  select coalesce(sum(i.quantity), 0)::int as sold, coalesce(sum(i.fulfilled), 0)::int as fulfilled, coalesce(sum(i.returned), 0)::int as returned
  into v_items from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind <> 'shipping';
  select coalesce(sum(c.paid_cents), 0) into v_paid from public.money_charges c
  where c.tenant_id = p_tenant_id and c.id = v_old.charge_id and c.reversed_at is null;
  select coalesce(sum(coalesce(r.order_cents, r.amount_cents)), 0) into v_refunded from public.order_refunds r
  where r.tenant_id = p_tenant_id and r.order_id = p_order_id and r.kind in ('money', 'credit');
  update public.orders o set paid_cents = v_paid, refunded_cents = v_refunded,
    state = app.order_state(o.total_cents, v_refunded, v_paid, v_items.sold, v_items.fulfilled, v_items.returned,
      o.cancelled_at is not null or o.expired_at is not null),
    paid_at = case when o.paid_at is null and o.cancelled_at is null and o.expired_at is null and v_paid >= o.total_cents - v_refunded
      then now() else o.paid_at end
  where o.tenant_id = p_tenant_id and o.id = p_order_id returning * into v_new;
  if v_old.paid_at is null and v_new.paid_at is not null then
    perform app.note_order(p_tenant_id, p_order_id, 'paid');
    perform app.credit_deposits(p_tenant_id, p_order_id);
    perform app.take_seats(p_tenant_id, 'order', p_order_id);
    perform app.give_goods(p_tenant_id, p_order_id);
    -- packages lock the patient's sessions: not while money is told
    insert into app.jobs (tenant_id, kind, payload)
    select p_tenant_id, 'sell_packages', jsonb_build_object('order_id', p_order_id)
    where exists (
      select from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.variant_id is not null and app.gives_sessions(p_tenant_id, i.variant_id));
    perform app.publish_event(p_tenant_id, 'order.paid', jsonb_build_object('order_id', p_order_id));
    -- what was handed over with the money counts
    update public.orders o set state = (
      select app.order_state(o.total_cents, v_refunded, v_paid, sum(i.quantity)::int, sum(i.fulfilled)::int, sum(i.returned)::int, false)
      from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind <> 'shipping')
    where o.tenant_id = p_tenant_id and o.id = p_order_id and exists (
      select from public.order_downloads d
      join public.order_items i on i.tenant_id = p_tenant_id and i.id = d.item_id
      where d.tenant_id = p_tenant_id and i.order_id = p_order_id);
    select * into v_new from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.broadcast(p_tenant_id, 'orders', jsonb_build_object('id', p_order_id, 'number', v_new.number, 'state', v_new.state));
  return v_new;
end;
$$;
comment on function app.refresh_order(uuid, uuid) is
  'Brings an order up to its facts: its charge in the ledger, its refunds, what was handed over and came back. The first time that all is paid it says so. The payer is locked.';
revoke execute on function app.refresh_order(uuid, uuid) from public, anon, authenticated;
