-- From now on events about the payment are about the purchase, which the caller holds. What it had before is free again.
create function app.route_payment(p_tenant_id uuid, p_purchase_id uuid, p_payment_id text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from app.purchase_routes r
  where r.tenant_id = p_tenant_id and r.purchase_id = p_purchase_id and r.kind = 'payment' and r.identity <> p_payment_id;
  insert into app.purchase_routes (kind, identity, tenant_id, purchase_id)
  values ('payment', p_payment_id, p_tenant_id, p_purchase_id)
  on conflict (kind, identity) do nothing;
  if not found and not exists (
    select from app.purchase_routes r
    where r.kind = 'payment' and r.identity = p_payment_id and r.tenant_id = p_tenant_id and r.purchase_id = p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = p_payment_id;
  end if;
end;
$$;
revoke execute on function app.route_payment(uuid, uuid, text) from public, anon, authenticated;
