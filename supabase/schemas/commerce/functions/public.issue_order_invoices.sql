create function public.issue_order_invoices(p_tenant_id uuid, p_order_id uuid)
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
  perform app.ask_order_invoices(v_order, auth.uid());
  if not exists (
    select from public.order_invoices i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.state <> 'cancelled') then
    raise sqlstate 'PT409' using message = 'nothing_to_invoice';
  end if;
  perform app.tell_order_invoice(p_tenant_id, p_order_id);
  return app.order_invoices_json(p_tenant_id, p_order_id);
end;
$$;
comment on function public.issue_order_invoices(uuid, uuid) is
  'Caller: owner, admin and operator, where the clinic issues invoices. The invoices of an order that is paid, one for goods and one for services, asked for where there is none: a repetition answers what is there. A job issues them. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found, PT409 invoices_are_off, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 product_codes_missing, PT409 nothing_to_invoice.';
revoke execute on function public.issue_order_invoices(uuid, uuid) from public, anon, authenticated;
grant execute on function public.issue_order_invoices(uuid, uuid) to authenticated;
