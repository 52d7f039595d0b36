create function app.attach_pix_charge(p_tenant_id uuid, p_id uuid, p_charge jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_pix app.pix_charges;
  v_payer uuid := (select p.payer_id from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id);
begin
  if v_payer is null then
    raise sqlstate 'PT404' using message = 'pix_charge_not_found';
  end if;
  perform app.lock_payer(p_tenant_id, v_payer);
  -- the first that was recorded stays: another one found later is paid into the payer's credit
  update app.pix_charges p set
    asaas_payment_id = p_charge ->> 'payment_id',
    asaas_customer_id = coalesce(p_charge ->> 'customer_id', p.asaas_customer_id),
    invoice_url = coalesce(p_charge ->> 'invoice_url', p.invoice_url),
    copy_paste = coalesce(p_charge ->> 'copy_paste', p.copy_paste),
    code_ends_at = coalesce((p_charge ->> 'code_ends_at')::timestamptz, p.code_ends_at),
    charging_until = null
  where p.tenant_id = p_tenant_id and p.id = p_id and coalesce(p.asaas_payment_id, p_charge ->> 'payment_id') = p_charge ->> 'payment_id'
  returning * into v_pix;
  if v_pix.id is null then
    select * into v_pix from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id;
  end if;
  return app.pix_json(v_pix);
end;
$$;
comment on function app.attach_pix_charge(uuid, uuid, jsonb) is
  'Caller: whoever created or found the charge at Asaas. {payment_id, customer_id, invoice_url, copy_paste, code_ends_at}; what is missing stays. Errors: PT404 pix_charge_not_found.';
revoke execute on function app.attach_pix_charge(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.attach_pix_charge(uuid, uuid, jsonb) to service_role;
