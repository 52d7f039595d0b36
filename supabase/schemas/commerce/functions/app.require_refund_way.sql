create function app.require_refund_way(p_tenant_id uuid, p_order public.orders, p_kind text, p_method text)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_kind is null or p_kind not in ('money', 'credit') then
    raise sqlstate 'PT400' using message = 'invalid_refund';
  elsif p_kind = 'money' and p_method is not null then
    perform app.require_payment_method(p_method);
  elsif p_kind = 'credit' and exists (
    select from public.payers y where y.tenant_id = p_tenant_id and y.id = p_order.payer_id and y.identity = 'counter') then
    -- nobody in particular can come back for it
    raise sqlstate 'PT409' using message = 'credit_needs_buyer';
  end if;
end;
$$;
comment on function app.require_refund_way(uuid, public.orders, text, text) is
  'How something is given back. Errors: PT400 invalid_refund, PT400 invalid_method, PT409 credit_needs_buyer.';
revoke execute on function app.require_refund_way(uuid, public.orders, text, text) from public, anon, authenticated;
