create function app.follow_deposit(p_tenant_id uuid, p_order_id uuid)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_sessions uuid[] := array(
    select distinct i.session_id from public.order_items i
    where i.tenant_id = p_tenant_id and i.order_id = p_order_id and i.kind = 'deposit' order by 1);
  v_order public.orders;
  v_free uuid[];
begin
  -- sessions are locked before whoever pays
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.id = any (v_sessions) order by s.id for update;
  begin
    v_order := app.lock_order(p_tenant_id, p_order_id);
  exception when sqlstate 'PT404' then
    return 'gone';
  end;
  if v_order.paid_cents > 0 then
    return 'kept';
  elsif v_order.state = 'pending' and app.deposit_is_over(p_tenant_id, p_order_id) then
    perform app.end_order(v_order, 'cancelled');
    return 'ended';
  elsif v_order.expired_at is null or not app.is_deposit_alone(p_tenant_id, p_order_id) then
    return 'kept';
  end if;
  v_free := array(
    select s.id from public.sessions s
    join public.session_statuses u on u.key = s.status
    where s.tenant_id = p_tenant_id and s.id = any (v_sessions) and s.status <> 'cancelled' and not u.is_outcome and s.starts_at > now()
      -- a group goes on without who did not pay, which a person decides
      and (select count(*) from public.session_patients p where p.tenant_id = p_tenant_id and p.session_id = s.id) = 1
      and not exists (
        select from public.order_items i
        join public.orders o on o.tenant_id = p_tenant_id and o.id = i.order_id and o.state in ('pending', 'paid', 'fulfilled')
        where i.tenant_id = p_tenant_id and i.session_id = s.id and i.kind = 'deposit' and o.id <> p_order_id)
    order by s.id);
  if v_free = '{}' then
    return 'kept';
  end if;
  perform app.cancel_sessions(p_tenant_id, v_free, 'O sinal não foi pago no prazo');
  perform app.publish_sessions(p_tenant_id, v_free);
  return 'released';
end;
$$;
comment on function app.follow_deposit(uuid, uuid) is
  'Caller: the job session_deposit, after an order with a deposit expired or its session was cancelled. What nobody paid in time frees the session, unless other things were sold with it; whose session is off is not asked to pay any more. {kept | ended | released | gone}; repeated, it changes nothing. Errors: none.';
revoke execute on function app.follow_deposit(uuid, uuid) from public, anon, authenticated;
grant execute on function app.follow_deposit(uuid, uuid) to service_role;
