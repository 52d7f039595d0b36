create function public.cancel_service_invoice(p_tenant_id uuid, p_id uuid, p_reason text)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.service_invoices;
begin
  perform app.require_money_writer(p_tenant_id);
  v_row := app.lock_service_invoice(p_tenant_id, p_id);
  if v_row.cancel_asked_at is null then
    update public.service_invoices i set cancel_asked_at = now(), cancel_reason = app.require_reason(p_reason), error = null
    where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_invoice(v_row);
  end if;
  return app.invoice_json(v_row);
end;
$$;
comment on function public.cancel_service_invoice(uuid, uuid, text) is
  'Caller: owner, admin and operator. Asks the issuer to cancel it; what was never issued is cancelled without. Returns the invoice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invoice_not_found, PT400 money_reason_required.';
revoke execute on function public.cancel_service_invoice(uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.cancel_service_invoice(uuid, uuid, text) to authenticated;
