create function app.my_tenant_ids_as(p_roles text[])
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active' and m.role = any (p_roles);
end;
$$;
comment on function app.my_tenant_ids_as(text[]) is 'Clinics in which the caller is active with one of the roles.';
revoke execute on function app.my_tenant_ids_as(text[]) from public, anon, authenticated;
grant execute on function app.my_tenant_ids_as(text[]) to authenticated, service_role;
