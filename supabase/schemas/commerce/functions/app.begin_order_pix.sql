create function app.begin_order_pix(p_tenant_id uuid, p_id uuid, p_order_id uuid, p_cpf_cnpj text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders := app.lock_order(p_tenant_id, p_order_id);
  v_document text := coalesce(app.trimmed(p_cpf_cnpj, 40), (
    select b.cpf from public.order_buyers b where b.tenant_id = p_tenant_id and b.order_id = p_order_id));
begin
  if v_order.state = 'cancelled' or v_order.paid_cents >= v_order.total_cents - v_order.refunded_cents then
    raise sqlstate 'PT409' using message = 'order_not_payable';
  elsif v_order.channel = 'shop' and v_document is null then
    raise sqlstate 'PT400' using message = 'payer_document_required';
  end if;
  return app.begin_pix(p_tenant_id, p_id, array[app.order_charge(p_tenant_id, p_order_id)], v_document);
end;
$$;

comment on function app.begin_order_pix(uuid, uuid, uuid, text) is
  'Caller: order-page, for whoever has the link of an order. A PIX over what is open of it, as app.begin_pix. Errors: PT404 order_not_found, PT409 order_not_payable, and those of app.begin_pix.';
revoke execute on function app.begin_order_pix(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.begin_order_pix(uuid, uuid, uuid, text) to service_role;
