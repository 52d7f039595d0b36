create function app.attach_charge(p_tenant_id uuid, p_purchase_id uuid, p_charge jsonb)
returns public.whatsapp_credit_purchases
language plpgsql
set search_path = ''
as $$
declare
  v_purchase public.whatsapp_credit_purchases;
  v_payment text := p_charge ->> 'payment_id';
begin
  select * into v_purchase from public.whatsapp_credit_purchases c where c.tenant_id = p_tenant_id and c.id = p_purchase_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'purchase_not_found';
  elsif v_payment is null or exists (
    select from app.purchase_routes r where r.kind = 'payment' and r.identity = v_payment and r.purchase_id <> p_purchase_id
  ) then
    raise sqlstate 'PT409' using message = 'payment_in_use', detail = coalesce(v_payment, '');
  elsif v_purchase.asaas_payment_id <> v_payment and (v_purchase.paid_at is not null or v_purchase.reversed_credits > 0) then
    -- another charge was paid meanwhile
    return v_purchase;
  end if;
  perform app.route_payment(p_tenant_id, p_purchase_id, v_payment);
  update public.whatsapp_credit_purchases c set
    asaas_payment_id = v_payment,
    asaas_customer_id = coalesce(p_charge ->> 'customer_id', c.asaas_customer_id),
    -- what belongs to another payment goes with it
    asaas_payment_link = coalesce(p_charge ->> 'payment_link', case when c.asaas_payment_id = v_payment then c.asaas_payment_link end),
    asaas_pix_qrcode = coalesce(p_charge ->> 'pix_qrcode', case when c.asaas_payment_id = v_payment then c.asaas_pix_qrcode end),
    asaas_pix_copy_paste = coalesce(p_charge ->> 'pix_copy_paste',
      case when c.asaas_payment_id = v_payment then c.asaas_pix_copy_paste end),
    expires_at = coalesce((p_charge ->> 'expires_at')::timestamptz, c.expires_at),
    status = case when c.asaas_payment_id is distinct from v_payment and c.status in ('failed', 'expired', 'cancelled')
      then 'pending' else c.status end,
    charging_until = null
  where c.tenant_id = p_tenant_id and c.id = p_purchase_id returning * into v_purchase;
  return v_purchase;
end;
$$;
comment on function app.attach_charge(uuid, uuid, jsonb) is
  'Caller: whoever created or found the charge. {payment_id, customer_id, payment_link, pix_qrcode, pix_copy_paste, expires_at}; what is missing stays, unless it was told of another payment. A purchase that another charge has paid keeps that one. Errors: PT404 purchase_not_found, PT409 payment_in_use.';
revoke execute on function app.attach_charge(uuid, uuid, jsonb) from public, anon, authenticated;
