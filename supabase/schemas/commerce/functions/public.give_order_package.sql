create function public.give_order_package(p_tenant_id uuid, p_item_id uuid, p_patient_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item public.order_items;
begin
  perform app.require_order_writer(p_tenant_id);
  select * into v_item from public.order_items i where i.tenant_id = p_tenant_id and i.id = p_item_id;
  if v_item.id is null or v_item.variant_id is null or not app.gives_sessions(p_tenant_id, v_item.variant_id) then
    raise sqlstate 'PT404' using message = 'order_item_not_found';
  elsif not exists (select from public.patients p where p.tenant_id = p_tenant_id and p.id = p_patient_id) then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  perform app.lock_order(p_tenant_id, v_item.order_id);
  update public.order_items i set patient_id = p_patient_id
  where i.tenant_id = p_tenant_id and i.id = p_item_id and i.fulfilled = 0;
  perform app.sell_order_packages(p_tenant_id, v_item.order_id);
  return app.order_json(p_tenant_id, v_item.order_id);
end;
$$;

comment on function public.give_order_package(uuid, uuid, uuid) is
  'Caller: owner, admin and operator. Says whose a package of sessions is that somebody bought; of an order that is paid it is made at once. One that was made stays as it is. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 order_item_not_found, PT404 patient_not_found.';
revoke execute on function public.give_order_package(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.give_order_package(uuid, uuid, uuid) to authenticated;
