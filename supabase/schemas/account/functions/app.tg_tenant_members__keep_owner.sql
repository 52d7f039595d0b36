-- A clinic always has an owner, whichever way one goes: the functions below, or an account that is deleted. A clinic
-- that is deleted takes its members with it.
create function app.tg_tenant_members__keep_owner()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.lock_team(old.tenant_id);
  if exists (select from public.tenants t where t.id = old.tenant_id) and not exists (
    select from public.tenant_members m where m.tenant_id = old.tenant_id and m.role = 'owner' and m.status = 'active'
  ) then
    raise sqlstate 'PT409' using message = 'last_owner', hint = 'Make another person owner first.';
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__keep_owner() from public, anon, authenticated;
