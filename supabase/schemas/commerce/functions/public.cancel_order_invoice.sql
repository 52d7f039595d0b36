create function public.cancel_order_invoice(p_tenant_id uuid, p_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.order_invoices;
  v_reason text;
begin
  perform app.require_order_writer(p_tenant_id);
  v_reason := app.require_reason(p_reason);
  v_row := app.lock_order_invoice(p_tenant_id, p_id);
  perform app.ask_invoice_cancel(v_row, v_reason);
  return app.order_invoices_json(p_tenant_id, v_row.order_id);
end;
$$;
comment on function public.cancel_order_invoice(uuid, uuid, text) is
  'Caller: owner, admin and operator. Asks the issuer to cancel an invoice of an order; what was never issued is cancelled without. Answers list_order_invoices. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 invoice_not_found, PT400 money_reason_required.';
revoke execute on function public.cancel_order_invoice(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_order_invoice(uuid, uuid, text) to authenticated;
