create function public.retry_service_invoice(p_tenant_id uuid, p_id uuid)
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
  if v_row.state = 'failed' then
    update public.service_invoices i set state = 'pending', error = null where i.tenant_id = p_tenant_id and i.id = p_id returning * into v_row;
    perform app.enqueue_at(p_tenant_id, 'service_invoice', jsonb_build_object('id', p_id), now());
    perform app.tell_invoice(v_row);
  end if;
  return app.invoice_json(v_row);
end;
$$;
comment on function public.retry_service_invoice(uuid, uuid) is
  'Caller: owner, admin and operator. One that failed is tried again under the same reference. Returns the invoice. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 invoice_not_found.';
revoke execute on function public.retry_service_invoice(uuid, uuid) from public, anon, authenticated;
grant execute on function public.retry_service_invoice(uuid, uuid) to authenticated;
