create function public.saas_list_credit_balances(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_emptiest_first boolean default false, p_after_place integer default null
)
returns table (
  tenant_id uuid, name text, slug text, balance integer, debt_credits integer, low_balance boolean, lifetime_purchased integer,
  lifetime_used integer, last_purchase_at timestamptz, place integer
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_search text := app.normalize_text(p_search);
begin
  perform app.require_saas_admin();
  return query
    select c.id, c.name, c.slug, c.balance, c.debt_credits, c.low_balance, c.lifetime_purchased, c.lifetime_used,
      (select max(u.paid_at) from public.whatsapp_credit_purchases u where u.tenant_id = c.id), c.place
    from (
      select t.id, t.name, t.slug, coalesce(b.balance, 0) as balance, coalesce(b.debt_credits, 0) as debt_credits,
        b.low_balance_alerted_at is not null and app.pays_with_credits(t.id) as low_balance, coalesce(b.lifetime_purchased, 0) as lifetime_purchased,
        coalesce(b.lifetime_used, 0) as lifetime_used,
        -- a clinic that never had credits has nothing to run out of
        case when p_emptiest_first then coalesce(b.balance - b.debt_credits, 2147483647) else 0 end as place
      from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
      where v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0
    ) c
    where p_after_id is null
      or (c.place, c.name, c.id) > (coalesce(p_after_place, 0), p_after_name, p_after_id)
    order by c.place, c.name, c.id
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) is
  'Caller: SaaS administrators. Clinics whose name or slug has the search in it, with their balance, zero for one that never had any: by name, or by balance less debt, those that never had any last. The page after a clinic begins at its place, name and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) from public, anon, authenticated;
grant execute on function public.saas_list_credit_balances(text, integer, text, uuid, boolean, integer) to authenticated;
