-- The browser of somebody who was removed, or has another role now, follows at once. What the person may do is decided
-- with every call; this spares them screens that refuse everything.
create function app.tg_tenant_members__broadcast()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.broadcast(old.tenant_id, 'member', jsonb_build_object('user_id', old.user_id, 'role', (
    select m.role from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id = old.user_id and m.status = 'active')));
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__broadcast() from public, anon, authenticated;
