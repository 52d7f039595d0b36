create function public.open_order_charge(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
begin
  perform app.require_order_writer(p_tenant_id);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.state = 'cancelled' or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  end if;
  return jsonb_build_object('charge_id', app.order_charge(p_tenant_id, p_order_id));
end;
$$;
comment on function public.open_order_charge(uuid, uuid) is
  'Caller: owner, admin and operator, before charge-by-pix: the order stands in the ledger as a charge {charge_id}, which a PIX asks for as for any other. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 order_not_payable.';
revoke execute on function public.open_order_charge(uuid, uuid) from public, anon, authenticated;
grant execute on function public.open_order_charge(uuid, uuid) to authenticated;
