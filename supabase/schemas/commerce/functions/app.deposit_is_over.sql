create function app.deposit_is_over(p_tenant_id uuid, p_order_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.order_items i
    join public.sessions s on s.tenant_id = p_tenant_id and s.id = i.session_id
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' and i.entry_id is null and s.status = 'cancelled')
    and app.is_deposit_alone(p_tenant_id, p_order_id);
$$;
comment on function app.deposit_is_over(uuid, uuid) is
  'Whether an order asks for nothing but the deposit of a session that is off. What else was sold with it goes on, and a person decides.';
revoke execute on function app.deposit_is_over(uuid, uuid) from public, anon, authenticated;
