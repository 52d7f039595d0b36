create function app.begin_order_invoice(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.order_invoices := app.lock_order_invoice(p_tenant_id, p_id);
begin
  update public.order_invoices i set attempts = i.attempts + 1 where i.tenant_id = p_tenant_id and i.id = p_id;
  return jsonb_build_object('id', p_id, 'kind', v_row.kind, 'number', v_row.number, 'request', v_row.content, 'cancel_reason', v_row.cancel_reason,
    'act', case when v_row.state = 'cancelled' then 'nothing' when v_row.cancel_asked_at is not null then 'cancel'
      when v_row.state = 'pending' then 'issue' else 'nothing' end);
end;
$$;
comment on function app.begin_order_invoice(uuid, uuid) is
  'Caller: workers. What is to be done of an invoice of an order: {id, kind nfe|nfse, act issue|cancel|nothing, number, request, cancel_reason}. Errors: PT404 invoice_not_found.';
revoke execute on function app.begin_order_invoice(uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_order_invoice(uuid, uuid) to service_role;
