create function app.order_of_page(p_tenant_id uuid, p_key text, p_ip_hash text, p_is_payment boolean)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if not app.take_turn('order:open:' || coalesce(p_ip_hash, '-'), 300, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  select o.id into v_id from public.orders o where o.tenant_id = p_tenant_id and o.page_key = p_key;
  if v_id is null then
    return '{"state": "unknown"}';
  elsif p_is_payment and not app.take_turn('order:pay:' || v_id, 30, interval '10 minutes') then
    return '{"state": "limited"}';
  end if;
  return jsonb_build_object('state', 'open', 'order_id', v_id);
end;
$$;

comment on function app.order_of_page(uuid, text, text, boolean) is
  'Caller: order-page. The order behind a link {state: open | unknown | limited, order_id}; looks are counted by address, payments by order. Errors: none.';
revoke execute on function app.order_of_page(uuid, text, text, boolean) from public, anon, authenticated;
grant execute on function app.order_of_page(uuid, text, text, boolean) to service_role;
