create function public.count_orders(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_order_reader(p_tenant_id);
  return (
    select jsonb_build_object('pending', count(*) filter (where o.state = 'pending'), 'paid', count(*) filter (where o.state = 'paid'),
      'fulfilled', count(*) filter (where o.state = 'fulfilled'), 'returned', count(*) filter (where o.state = 'returned'),
      'cancelled', count(*) filter (where o.state = 'cancelled'), 'needs_person', (
        select count(distinct p.order_id) from public.order_payments p where p.tenant_id = p_tenant_id and p.state = 'late'))
    from public.orders o where o.tenant_id = p_tenant_id);
end;
$$;
comment on function public.count_orders(uuid) is
  'Caller: everybody but therapists. Orders by state {pending, paid, fulfilled, returned, cancelled} and those whose money waits for a person {needs_person}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.count_orders(uuid) from public, anon, authenticated;
grant execute on function public.count_orders(uuid) to authenticated;
