-- Whoever leaves the clinic, whichever way, treats nobody there any more; who comes back begins anew.
create function app.tg_tenant_members__end_care()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.care_team c set ended_at = greatest(now(), c.since), ended_by = auth.uid()
  where c.tenant_id = old.tenant_id and c.user_id = old.user_id and c.ended_at is null
    -- not while the whole clinic goes
    and exists (select from public.tenants t where t.id = old.tenant_id);
  return null;
end;
$$;
revoke execute on function app.tg_tenant_members__end_care() from public, anon, authenticated;
