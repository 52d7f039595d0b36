create function app.expire_order(p_tenant_id uuid, p_order_id uuid, p_now timestamptz default now())
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_order public.orders;
begin
  begin
    v_order := app.lock_order(p_tenant_id, p_order_id);
  exception when sqlstate 'PT404' then
    return 'gone';
  end;
  if v_order.state <> 'pending' or v_order.expires_at is null or v_order.expires_at > p_now or v_order.paid_cents > 0 then
    return 'kept';
  end if;
  perform app.end_order(v_order, 'expired');
  return 'expired';
end;
$$;
comment on function app.expire_order(uuid, uuid, timestamptz) is
  'Caller: the job expire_order, at the moment that the order had when it was written. An order that was paid, prolonged or is over stays as it is. Errors: none.';
revoke execute on function app.expire_order(uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.expire_order(uuid, uuid, timestamptz) to service_role;
