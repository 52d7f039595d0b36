create function public.set_module(p_tenant_id uuid, p_module text, p_is_on boolean)
returns table (module text, is_on boolean, needs text, is_usable boolean)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before boolean;
begin
  perform app.require_admin(p_tenant_id);
  if p_is_on is null or not exists (select from public.modules m where m.key = p_module and m.is_offered) then
    raise sqlstate 'PT404' using message = 'module_not_found';
  end if;
  -- of two who switch at once the second sees what the first did
  perform from public.tenants t where t.id = p_tenant_id for no key update;
  select coalesce(t.is_on, m.is_on_by_default) into v_before
  from public.modules m left join public.tenant_modules t on t.tenant_id = p_tenant_id and t.module = m.key
  where m.key = p_module;
  if v_before <> p_is_on then
    insert into public.tenant_modules as t (tenant_id, module, is_on) values (p_tenant_id, p_module, p_is_on)
    on conflict on constraint tenant_modules_pkey do update set is_on = excluded.is_on, changed_at = now();
    perform app.audit(p_tenant_id, case when p_is_on then 'module.switched_on' else 'module.switched_off' end, 'module', p_module,
      jsonb_build_object('is_on', v_before), jsonb_build_object('is_on', p_is_on));
    perform app.broadcast(p_tenant_id, 'modules', '{}');
  end if;
  return query select l.module, l.is_on, l.needs, l.is_usable from public.list_modules(p_tenant_id) l;
end;
$$;
comment on function public.set_module(uuid, text, boolean) is
  'Caller: owner or admin. Switches a part of the product on or off; nothing that is in it is deleted. Answers list_modules. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 module_not_found.';
revoke execute on function public.set_module(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.set_module(uuid, text, boolean) to authenticated;
