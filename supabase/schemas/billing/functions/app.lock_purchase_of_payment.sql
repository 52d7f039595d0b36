-- The purchase of a payment, locked: by the payment, or else by the reference that our charge carries.
create function app.lock_purchase_of_payment(p_payment jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_reference text := p_payment ->> 'externalReference';
  v_route app.purchase_routes;
  v_purchase public.whatsapp_credit_purchases;
begin
  select * into v_route from app.purchase_routes r where r.kind = 'payment' and r.identity = p_payment ->> 'id';
  select * into v_purchase from public.whatsapp_credit_purchases c
  where c.tenant_id = v_route.tenant_id and c.id = v_route.purchase_id and c.asaas_payment_id = p_payment ->> 'id' for update;
  if not found then
    select * into v_route from app.purchase_routes r where r.kind = 'purchase' and r.identity = v_reference;
    select * into v_purchase from public.whatsapp_credit_purchases c
    where c.tenant_id = v_route.tenant_id and c.id = v_route.purchase_id for update;
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.lock_purchase_of_payment(jsonb) from public, anon, authenticated;
