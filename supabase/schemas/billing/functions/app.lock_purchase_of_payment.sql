-- The purchase of a payment, locked: by the payment, or else by the reference that our charge carries.
create function app.lock_purchase_of_payment(p_payment jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_reference text := p_payment ->> 'externalReference';
  v_purchase public.whatsapp_credit_purchases;
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.asaas_payment_id = p_payment ->> 'id' for update;
  if not found and v_reference ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then
    select * into v_purchase from public.whatsapp_credit_purchases c where c.id = v_reference::uuid for update;
  end if;
  return v_purchase;
end;
$$;
revoke execute on function app.lock_purchase_of_payment(jsonb) from public, anon, authenticated;
