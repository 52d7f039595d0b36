create function public.saas_list_credit_purchases(
  p_status text default null, p_limit integer default 50, p_before timestamptz default null, p_before_id uuid default null
)
returns table (
  tenant_id uuid, id uuid, tenant_name text, package_name text, credits integer, amount_brl numeric, status text,
  reversed_credits integer, asaas_payment_id text, created_at timestamptz, paid_at timestamptz, expires_at timestamptz, failed_at timestamptz
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select c.tenant_id, c.id, t.name, c.package_name, c.credits, c.amount_brl, c.status, c.reversed_credits, c.asaas_payment_id,
      c.created_at, c.paid_at, c.expires_at, c.failed_at
    from public.whatsapp_credit_purchases c join public.tenants t on t.id = c.tenant_id
    where (p_status is null or c.status = p_status) and (p_before is null or (c.created_at, c.id) < (p_before, p_before_id))
    order by c.created_at desc, c.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) is
  'Caller: SaaS administrators. Purchases of all clinics, newest first, in one state or in any. The page after a purchase begins before its created_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) from public, anon, authenticated;
grant execute on function public.saas_list_credit_purchases(text, integer, timestamptz, uuid) to authenticated;
