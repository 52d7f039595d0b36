create function app.free_order_times(p_tenant_id uuid, p_order_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_sessions uuid[];
  v_order public.orders;
begin
  v_sessions := array(
    select s.id from public.sessions s
    where s.tenant_id = p_tenant_id and s.status in ('scheduled', 'confirmed') and s.id in (
      select i.session_id from public.order_items i
      where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'product' and i.session_id is not null)
    order by s.id for update);
  if cardinality(v_sessions) = 0 then
    return 0;
  end if;
  -- money that comes at the same moment finds the sessions standing, or comes before and keeps them
  v_order := app.lock_order(p_tenant_id, p_order_id);
  if v_order.expired_at is null and v_order.cancelled_at is null then
    return 0;
  end if;
  perform app.cancel_sessions(p_tenant_id, v_sessions, 'Pedido nº ' || v_order.number || ' encerrado');
  -- nobody was told of a time that was never paid
  delete from app.session_notice_wishes w
  where w.tenant_id = p_tenant_id and w.session_id = any (v_sessions) and v_order.paid_at is null;
  perform app.publish_sessions(p_tenant_id, v_sessions);
  return cardinality(v_sessions);
end;
$$;
comment on function app.free_order_times(uuid, uuid) is
  'Caller: the job free_order_times, when an order is over. The sessions that were booked with it are cancelled, unless money came meanwhile; how many. Errors: PT404 order_not_found.';
revoke execute on function app.free_order_times(uuid, uuid) from public, anon, authenticated;
grant execute on function app.free_order_times(uuid, uuid) to service_role;
