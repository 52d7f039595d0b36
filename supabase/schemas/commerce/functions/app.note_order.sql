create function app.note_order(p_tenant_id uuid, p_order_id uuid, p_kind text, p_data jsonb default '{}')
returns void
language sql
set search_path = ''
as $$
  insert into public.order_events (tenant_id, order_id, kind, data, actor_id)
  values (p_tenant_id, p_order_id, p_kind, jsonb_strip_nulls(p_data), auth.uid());
$$;
comment on function app.note_order(uuid, uuid, text, jsonb) is
  'A line of the history of an order.';
revoke execute on function app.note_order(uuid, uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.note_order(uuid, uuid, text, jsonb) to service_role;
