create function public.saas_list_package_changes(p_limit integer default 20)
returns table (
  id bigint, package_name text, price_before numeric, price_after numeric, changed_by text, changed_at timestamptz, note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, coalesce(x.after, x.before) ->> 'name', (x.before ->> 'price_brl')::numeric, (x.after ->> 'price_brl')::numeric,
      coalesce(nullif(p.full_name, ''), p.email), x.changed_at, x.note
    from app.credit_package_changes x left join public.profiles p on p.id = x.changed_by
    where (x.before ->> 'price_brl') is distinct from (x.after ->> 'price_brl')
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_package_changes(integer) is
  'Caller: SaaS administrators. The latest prices: of packages that were created (price_before is NULL), changed, or deleted (price_after is NULL), by whom and why. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_package_changes(integer) from public, anon, authenticated;
grant execute on function public.saas_list_package_changes(integer) to authenticated;
