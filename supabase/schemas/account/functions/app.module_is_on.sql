create function app.module_is_on(p_tenant_id uuid, p_module text)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce((
    select coalesce(t.is_on, m.is_on_by_default) and (n.key is null or coalesce(u.is_on, n.is_on_by_default))
    from public.modules m
    left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
    left join public.modules n on n.key = m.needs
    left join public.tenant_modules u on u.tenant_id = p_tenant_id and u.module = n.key
    where m.key = p_module), false);
$$;
comment on function app.module_is_on(uuid, text) is
  'Whether a clinic uses a module: as it chose, as it comes without a choice, and never without the module that it needs.';
revoke execute on function app.module_is_on(uuid, text) from public, anon, authenticated;
grant execute on function app.module_is_on(uuid, text) to authenticated, service_role;
