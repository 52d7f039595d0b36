create function app.close_credit_purchase(p_tenant_id uuid, p_purchase_id uuid, p_status text)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
begin
  if p_status is null or p_status not in ('failed', 'expired', 'cancelled') then
    raise sqlstate 'PT400' using message = 'invalid_status';
  end if;
  update public.whatsapp_credit_purchases c set
    status = p_status, charging_until = null, failed_at = case when p_status = 'failed' then now() end
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id and c.status = 'pending' returning * into v_purchase;
  if found then
    perform app.publish_purchase(v_purchase);
    return v_purchase;
  end if;
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  end if;
  return v_purchase;
end;
$$;
comment on function app.close_credit_purchase(uuid, uuid, text) is
  'Caller: the functions that charge and reconcile. A pending purchase becomes failed, expired or cancelled; a payment that comes all the same still counts. Errors: PT400 invalid_status, PT404 purchase_not_found.';
revoke execute on function app.close_credit_purchase(uuid, uuid, text) from public, anon, authenticated;
