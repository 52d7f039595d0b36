create function app.claim_purchase_check(p_tenant_id uuid, p_purchase_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  update public.whatsapp_credit_purchases c set next_check_at = app.next_purchase_check(c)
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' and c.asaas_payment_id is not null
    -- the next check is as far away as it was when the last one began, but for what has passed since
    and c.next_check_at < app.next_purchase_check(c) - interval '20 seconds';
  return found;
end;
$$;
comment on function app.claim_purchase_check(uuid, uuid) is
  'Caller: create-whatsapp-credit-charge, for a buyer who may have paid. True when the provider may be asked about this pending purchase out of turn: once in twenty seconds. Errors: none.';
revoke execute on function app.claim_purchase_check(uuid, uuid) from public, anon, authenticated;
