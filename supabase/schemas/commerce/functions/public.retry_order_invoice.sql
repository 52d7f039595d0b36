create function public.retry_order_invoice(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_order public.orders;
  v_row public.order_invoices;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invoice_not_found';
  end if;
  v_order := app.lock_order(p_tenant_id, v_row.order_id);
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  if v_row.state = 'failed' and v_row.cancel_asked_at is null then
    -- what was wrong may have been put right: a product has its codes, the buyer the CPF
    update public.order_invoices i set state = 'pending', error = null, content = app.order_invoice_content(v_order, v_row.kind, v_row.amount_cents)
    where i.tenant_id = p_tenant_id and i.id = p_id;
    perform app.enqueue_at(p_tenant_id, 'order_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_order_invoice(p_tenant_id, v_row.order_id);
  end if;
  return app.order_invoices_json(p_tenant_id, v_row.order_id);
end;
$$;
comment on function public.retry_order_invoice(uuid, uuid) is
  'Caller: owner, admin and operator. One that failed is tried again under the same reference, with what is known now. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 invoice_not_found, PT409 invoices_are_off, PT409 payer_document_missing, PT409 receipt_provider_incomplete, PT409 product_codes_missing.';
revoke execute on function public.retry_order_invoice(uuid, uuid) from public, anon, authenticated;
grant execute on function public.retry_order_invoice(uuid, uuid) to authenticated;
