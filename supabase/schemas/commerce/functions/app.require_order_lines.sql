create function app.require_order_lines(p_tenant_id uuid, p_order_id uuid, p_lines jsonb)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_typeof(p_lines) is distinct from 'array' or jsonb_array_length(p_lines) not between 1 and 100 or exists (
    select from jsonb_array_elements(p_lines) l
    where jsonb_typeof(l -> 'quantity') is distinct from 'number' or (l ->> 'quantity') !~ '^[1-9][0-9]{0,4}$')
    or (select count(*) <> count(distinct l ->> 'item_id') from jsonb_array_elements(p_lines) l) then
    raise sqlstate 'PT400' using message = 'invalid_quantity';
  elsif exists (
    select from jsonb_array_elements(p_lines) l where not exists (
      select from public.order_items i where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.id = app.typed_id(l ->> 'item_id'))) then
    raise sqlstate 'PT404' using message = 'order_item_not_found';
  end if;
end;
$$;
comment on function app.require_order_lines(uuid, uuid, jsonb) is
  'Lines [{item_id, quantity}] of an order, each once. Errors: PT400 invalid_quantity, PT404 order_item_not_found.';
revoke execute on function app.require_order_lines(uuid, uuid, jsonb) from public, anon, authenticated;
