-- What somebody was in charge of is nobody's when they go, whichever way: removed, leaving, or with their account.
create function app.tg_tenant_members__let_go()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.conversation_threads t set assigned_to = null where t.tenant_id = old.tenant_id and t.assigned_to = old.user_id;
  update public.addon_credits a set owner_id = null where a.tenant_id = old.tenant_id and a.owner_id = old.user_id;
  return old;
end;
$$;
revoke execute on function app.tg_tenant_members__let_go() from public, anon, authenticated;
