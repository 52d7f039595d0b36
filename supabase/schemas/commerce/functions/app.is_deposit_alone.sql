create function app.is_deposit_alone(p_tenant_id uuid, p_order_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select count(*) > 0 and bool_and(i.kind = 'deposit') from public.order_items i
  where i.tenant_id = p_tenant_id and i.order_id = p_order_id;
$$;
comment on function app.is_deposit_alone(uuid, uuid) is
  'Whether an order is of deposits and nothing else.';
revoke execute on function app.is_deposit_alone(uuid, uuid) from public, anon, authenticated;
