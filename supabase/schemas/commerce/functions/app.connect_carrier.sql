create function app.connect_carrier(
  p_tenant_id uuid, p_id uuid, p_provider text, p_origin_cep text, p_extra_cents integer, p_extra_days integer, p_key_hint text, p_credentials jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  perform app.require_module(p_tenant_id, 'shop');
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('carrier:' || p_tenant_id, 0));
  -- the secret is sealed for the id of the account: connected again, it is another one
  delete from app.shipping_accounts a where a.tenant_id = p_tenant_id and a.provider = p_provider;
  insert into app.shipping_accounts (tenant_id, id, provider, origin_cep, extra_cents, extra_days, key_hint, connected_by)
  values (p_tenant_id, p_id, p_provider, p_origin_cep, p_extra_cents, p_extra_days, p_key_hint, auth.uid()) returning id into v_id;
  insert into app_private.shipping_credentials (tenant_id, account_id, credentials) values (p_tenant_id, v_id, p_credentials);
  return public.get_shop_deliveries(p_tenant_id);
exception when check_violation or not_null_violation or foreign_key_violation or numeric_value_out_of_range then
  raise sqlstate 'PT400' using message = 'invalid_carrier';
end;
$$;

comment on function app.connect_carrier(uuid, uuid, text, text, integer, integer, text, jsonb) is
  'Caller: owner or admin, through connect-carrier, with a key that the provider took. The clinic''s account of before at the same provider is gone. Answers as get_shop_deliveries. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 credentials_not_encrypted, PT400 invalid_carrier.';
revoke execute on function app.connect_carrier(uuid, uuid, text, text, integer, integer, text, jsonb) from public, anon, authenticated;
grant execute on function app.connect_carrier(uuid, uuid, text, text, integer, integer, text, jsonb) to authenticated;
