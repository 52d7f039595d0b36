create function public.get_order(p_tenant_id uuid, p_order_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_order jsonb;
begin
  perform app.require_order_reader(p_tenant_id);
  v_order := app.order_json(p_tenant_id, p_order_id);
  if v_order is null then
    raise sqlstate 'PT404' using message = 'order_not_found';
  end if;
  return v_order;
end;
$$;
comment on function public.get_order(uuid, uuid) is
  'Caller: everybody but therapists. An order with its lines, payments, refunds and history. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_not_found.';
revoke execute on function public.get_order(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_order(uuid, uuid) to authenticated;
