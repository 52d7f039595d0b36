create function public.saas_list_addon_credits(
  p_search text default null, p_limit integer default 50, p_after_name text default null, p_after_id uuid default null,
  p_after_type text default null
)
returns table (
  tenant_id uuid, tenant_name text, addon_type text, balance integer, total_purchased integer, total_consumed integer,
  daily_limit integer, hourly_limit integer, daily_used integer, hourly_used integer, low_balance_threshold integer,
  is_active boolean, expires_at timestamptz, updated_at timestamptz
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
    select a.tenant_id, t.name, a.addon_type, a.balance, a.total_purchased, a.total_consumed, a.daily_limit, a.hourly_limit,
      -- what was used in a day or hour that is over is used no more
      case when a.daily_reset_at > now() then a.daily_used else 0 end, case when a.hourly_reset_at > now() then a.hourly_used else 0 end,
      a.low_balance_threshold, a.is_active, a.expires_at, a.updated_at
    from public.addon_credits a join public.tenants t on t.id = a.tenant_id
    where (v_search is null or strpos(app.normalize_text(t.name), v_search) > 0 or strpos(t.slug, v_search) > 0)
      and (p_after_name is null or (t.name, a.tenant_id, a.addon_type) > (p_after_name, p_after_id, p_after_type))
    order by t.name, a.tenant_id, a.addon_type
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_addon_credits(text, integer, text, uuid, text) is
  'Caller: SaaS administrators. Add-ons of the clinics whose name or slug has the search in it, by name; the page after one begins at its clinic''s name and id and its type. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_addon_credits(text, integer, text, uuid, text) from public, anon, authenticated;
grant execute on function public.saas_list_addon_credits(text, integer, text, uuid, text) to authenticated;
