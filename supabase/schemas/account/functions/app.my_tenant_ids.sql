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
  return query
    select m.tenant_id from public.tenant_members m
    where m.user_id = auth.uid() and m.status = 'active';
end;
$$;
comment on function app.my_tenant_ids() is 'Clinics in which the caller is an active member. Used by every policy.';
revoke execute on function app.my_tenant_ids() from public, anon, authenticated;
grant execute on function app.my_tenant_ids() to authenticated, service_role;
