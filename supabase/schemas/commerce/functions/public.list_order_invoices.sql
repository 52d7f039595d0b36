create function public.list_order_invoices(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_answer jsonb;
begin
  perform app.require_order_reader(p_tenant_id);
  v_answer := app.order_invoices_json(p_tenant_id, p_order_id);
  if v_answer is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  return v_answer;
end;
$$;
comment on function public.list_order_invoices(uuid, uuid) is
  'Caller: everybody but therapists. The invoices of an order (app.order_invoices_json). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found.';
revoke execute on function public.list_order_invoices(uuid, uuid) from public, anon, authenticated;
grant execute on function public.list_order_invoices(uuid, uuid) to authenticated;
