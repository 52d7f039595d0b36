create function app.keep_shipping_quote(p_tenant_id uuid, p_account_id uuid, p_cep text, p_grams integer, p_cents integer, p_services jsonb)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_services is null then
    update app.shipping_accounts a set key_refused_at = now() where a.tenant_id = p_tenant_id and a.id = p_account_id and a.key_refused_at is null;
    return found;
  end if;
  delete from app.shipping_quotes q where q.tenant_id = p_tenant_id and q.quoted_at < now() - interval '1 day';
  insert into app.shipping_quotes as q (tenant_id, account_id, cep, grams, cents, services)
  select a.tenant_id, a.id, p_cep, p_grams, p_cents, p_services from app.shipping_accounts a
  where a.tenant_id = p_tenant_id and a.id = p_account_id
  on conflict (tenant_id, account_id, cep, grams, cents) do update set services = excluded.services, quoted_at = excluded.quoted_at;
  return found;
end;
$$;

comment on function app.keep_shipping_quote(uuid, uuid, text, integer, integer, jsonb) is
  'Caller: shop, with what a provider said of a parcel: p_services [{service, name, price_cents, days_min, days_max}]; NULL: it takes the key no more. False when the account is gone. Errors: none.';
revoke execute on function app.keep_shipping_quote(uuid, uuid, text, integer, integer, jsonb) from public, anon, authenticated;
grant execute on function app.keep_shipping_quote(uuid, uuid, text, integer, integer, jsonb) to service_role;
