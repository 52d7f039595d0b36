create function app.my_tenant_ids_as(p_roles text[])
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if app.second_factor_passed() then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles);
  elsif not app.has_second_factor(auth.uid()) then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles) and not exists (
        select from public.second_factor_rules r
        where r.tenant_id = m.tenant_id and r.role = m.role and r.required_from <= now());
  end if;
end;
$$;
comment on function app.my_tenant_ids_as(text[]) is 'Clinics in which the caller is active with one of the roles, as app.my_tenant_ids.';
revoke execute on function app.my_tenant_ids_as(text[]) from public, anon, authenticated;
grant execute on function app.my_tenant_ids_as(text[]) to authenticated, service_role;
