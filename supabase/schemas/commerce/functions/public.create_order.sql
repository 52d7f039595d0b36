create function public.create_order(p_tenant_id uuid, p_id uuid, p_order jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_order_writer(p_tenant_id);
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  elsif coalesce(p_order ->> 'channel', 'desk') not in ('desk', 'conversation') then
    raise sqlstate 'PT400' using message = 'invalid_order', detail = 'channel';
  end if;
  if not exists (select from public.orders o where o.tenant_id = p_tenant_id and o.id = p_id) then
    perform app.place_order(p_tenant_id, p_id, p_order);
  end if;
  return app.order_json(p_tenant_id, p_id);
exception
  when unique_violation then
    return app.order_json(p_tenant_id, p_id);
  when invalid_text_representation or numeric_value_out_of_range then
    raise sqlstate 'PT400' using message = 'invalid_order';
end;
$$;
comment on function public.create_order(uuid, uuid, jsonb) is
  'Caller: owner, admin and operator. An order at the desk or of a conversation, as app.place_order takes it; p_id comes from the client, and a repetition answers what is there. Answers as get_order. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 missing_client_id, PT400 invalid_order, and those of app.place_order.';
revoke execute on function public.create_order(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.create_order(uuid, uuid, jsonb) to authenticated;
