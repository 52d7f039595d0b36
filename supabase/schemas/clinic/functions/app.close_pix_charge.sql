create function app.close_pix_charge(p_tenant_id uuid, p_id uuid, p_status text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_payer uuid := (select p.payer_id from app.pix_charges p where p.tenant_id = p_tenant_id and p.id = p_id);
begin
  perform app.lock_payer(p_tenant_id, v_payer);
  update app.pix_charges p set status = p_status, closed_at = now(), charging_until = null
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending'
    -- somebody may be creating it again
    and (p_status <> 'failed' or p.asaas_payment_id is null and coalesce(p.charging_until, '-infinity') < clock_timestamp());
  if found then
    perform app.tell_money(p_tenant_id, v_payer);
  end if;
end;
$$;
comment on function app.close_pix_charge(uuid, uuid, text) is
  'Caller: whoever took a PIX off Asaas, or knows that it never was there: cancelled, expired or failed. One that was paid stays. Errors: PT404 payer_not_found.';
revoke execute on function app.close_pix_charge(uuid, uuid, text) from public, anon, authenticated;
grant execute on function app.close_pix_charge(uuid, uuid, text) to service_role;
