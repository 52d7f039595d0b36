create function app.release_charge(p_tenant_id uuid, p_purchase_id uuid, p_charging_until timestamptz)
returns void
language sql
set search_path = ''
as $$
  update public.whatsapp_credit_purchases c set charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.asaas_payment_id is null
    and c.charging_until = p_charging_until;
$$;
comment on function app.release_charge(uuid, uuid, timestamptz) is
  'Caller: create-whatsapp-credit-charge, when the provider certainly created nothing: the next press on "buy" need not wait until charging_until, by which the caller names its own reservation: that of whoever came after it stays. Errors: none.';
revoke execute on function app.release_charge(uuid, uuid, timestamptz) from public, anon, authenticated;
