create function app.lock_order_invoice(p_tenant_id uuid, p_id uuid)
returns public.order_invoices
language plpgsql
set search_path = ''
as $$
declare
  v_row public.order_invoices;
begin
  select * into v_row from public.order_invoices i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'invoice_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_order_invoice(uuid, uuid) is 'The invoice of an order, for who changes it; whoever locks the order, too, has done so before. Errors: PT404 invoice_not_found.';
revoke execute on function app.lock_order_invoice(uuid, uuid) from public, anon, authenticated;
