create function public.saas_list_addon_transactions(
  p_tenant_id uuid default null, p_addon_type text default null, p_limit integer default 50, p_before uuid default null,
  p_type text default null, p_since timestamptz default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, addon_type text, type text, amount integer, balance_after integer, description text,
  product_name text, admin_name text, price_cents integer, created_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.tenant_id, x.id, t.name, x.addon_type, x.type, x.amount, x.balance_after, x.description, d.name,
      coalesce(nullif(p.full_name, ''), p.email), x.price_cents, x.created_at
    from public.addon_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.addon_products d on d.id = x.product_id
    left join public.profiles p on p.id = x.admin_user_id
    where (p_tenant_id is null or x.tenant_id = p_tenant_id) and (p_addon_type is null or x.addon_type = p_addon_type)
      and (p_type is null or x.type = p_type) and (p_since is null or x.created_at >= p_since)
      and (p_before is null or x.id < p_before)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) is
  'Caller: SaaS administrators. Movements of add-ons, newest first: of one clinic, one add-on, one type (purchase, usage, topup_manual, refund, adjustment) and since a moment, or of any; p_before is the id of the last one seen. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) from public, anon, authenticated;
grant execute on function public.saas_list_addon_transactions(uuid, text, integer, uuid, text, timestamptz) to authenticated;
