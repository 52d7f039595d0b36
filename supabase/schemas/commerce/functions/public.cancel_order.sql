create function public.cancel_order(p_tenant_id uuid, p_order_id uuid, p_reason text, p_kind text default null, p_method text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_reason text;
  v_item record;
begin
  perform app.require_order_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.cancelled_at is not null then
    return app.order_json(p_tenant_id, p_order_id);
  elsif exists (
    select from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.fulfilled > i.returned) then
    raise sqlstate 'PT409' using message = 'order_handed_over', hint = 'Take back what was handed over first.';
  end if;
  if v_order.paid_cents > 0 then
    perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
    for v_item in
      select i.id, e from public.order_items i join public.money_entries e on e.tenant_id = p_tenant_id and e.id = i.entry_id
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.session_id is not null
    loop
      -- the session is not paid ahead any more
      perform app.reverse_payment(v_item.e, gen_random_uuid(), v_reason);
      update public.order_items i set entry_id = null, fulfilled = 0 where i.tenant_id = p_tenant_id and i.id = v_item.id;
    end loop;
    perform app.give_order_back(v_order, gen_random_uuid(), v_order.paid_cents, p_kind, p_method, v_reason);
    select * into v_order from public.orders o where o.tenant_id = p_tenant_id and o.id = p_order_id;
  end if;
  perform app.end_order(v_order, 'cancelled');
  perform app.audit(p_tenant_id, 'order.cancelled', 'orders', p_order_id::text, null, jsonb_build_object('number', v_order.number), v_reason);
  return app.order_json(p_tenant_id, p_order_id);
end;
$$;
comment on function public.cancel_order(uuid, uuid, text, text, text) is
  'Caller: owner, admin and operator. An order of which nothing is out: its stock is free, and what was paid is given back as money or credit. A cancelled order stays so. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 order_handed_over, PT409 credit_needs_buyer, PT409 more_than_paid.';
revoke execute on function public.cancel_order(uuid, uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.cancel_order(uuid, uuid, text, text, text) to authenticated;
