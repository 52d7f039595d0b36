create function public.refund_order(
  p_tenant_id uuid, p_id uuid, p_order_id uuid, p_amount_cents integer, p_kind text, p_reason text, p_method text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_reason text;
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  perform app.require_amount(p_amount_cents);
  v_reason := app.require_reason(p_reason);
  v_order := app.lock_order(p_tenant_id, p_order_id);
  perform app.require_refund_way(p_tenant_id, v_order, p_kind, p_method);
  if not exists (select from public.order_refunds r where r.tenant_id = p_tenant_id and r.id = p_id) then
    perform app.give_order_back(v_order, p_id, p_amount_cents, p_kind, p_method, v_reason);
  end if;
  return app.order_json(p_tenant_id, p_order_id);
end;
$$;
comment on function public.refund_order(uuid, uuid, uuid, integer, text, text, text) is
  'Caller: owner, admin and operator. Gives a part of an order back without anything coming back, as money or credit; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_amount, PT400 missing_client_id, PT400 money_reason_required, PT400 invalid_refund, PT400 invalid_method, PT404 order_not_found, PT409 credit_needs_buyer, PT409 more_than_paid.';
revoke execute on function public.refund_order(uuid, uuid, uuid, integer, text, text, text) from public, anon, authenticated;
grant execute on function public.refund_order(uuid, uuid, uuid, integer, text, text, text) to authenticated;
