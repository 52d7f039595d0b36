create function public.list_modules(p_tenant_id uuid)
returns table (module text, is_on boolean, needs text, is_usable boolean)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return query
    select m.key, coalesce(t.is_on, m.is_on_by_default), m.needs, app.module_is_on(p_tenant_id, m.key)
    from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
    where m.is_offered
    order by m.position;
end;
$$;
comment on function public.list_modules(uuid) is
  'Caller: any member. What the clinic may switch, in its order; is_usable: on, and so is the module that it needs. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_modules(uuid) from public, anon, authenticated;
grant execute on function public.list_modules(uuid) to authenticated;
