-- Policy helpers. Definer, because they read the membership table that they protect.
-- They are plpgsql, which keeps its plans: SQL functions that cannot be inlined are parsed anew by every statement.
create function app.my_tenant_ids()
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
      where m.user_id = auth.uid() and m.status = 'active';
  elsif not app.has_second_factor(auth.uid()) then
    return query
      select m.tenant_id from public.tenant_members m
      where m.user_id = auth.uid() and m.status = 'active' and not exists (
        select from public.second_factor_rules r
        where r.tenant_id = m.tenant_id and r.role = m.role and r.required_from <= now());
  end if;
end;
$$;
comment on function app.my_tenant_ids() is 'Clinics in which the caller is an active member and has passed what the sign-in needs (app.missing_second_factor). Used by every policy.';
revoke execute on function app.my_tenant_ids() from public, anon, authenticated;
grant execute on function app.my_tenant_ids() to authenticated, service_role;
