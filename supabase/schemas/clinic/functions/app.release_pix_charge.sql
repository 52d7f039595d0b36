create function app.release_pix_charge(p_tenant_id uuid, p_id uuid, p_charging_until timestamptz, p_is_over boolean)
returns void
language sql
set search_path = ''
as $$
  update app.pix_charges p set charging_until = null, status = case when p_is_over then 'failed' else p.status end,
    closed_at = case when p_is_over then now() end
  where p.tenant_id = p_tenant_id and p.id = p_id and p.status = 'pending' and p.asaas_payment_id is null
    and p.charging_until = p_charging_until;
$$;
comment on function app.release_pix_charge(uuid, uuid, timestamptz, boolean) is
  'Caller: charge-by-pix, when Asaas certainly created nothing: the next press need not wait; p_is_over: Asaas will never take it. Whoever reserved it after the caller keeps it. Errors: none.';
revoke execute on function app.release_pix_charge(uuid, uuid, timestamptz, boolean) from public, anon, authenticated;
grant execute on function app.release_pix_charge(uuid, uuid, timestamptz, boolean) to service_role;
