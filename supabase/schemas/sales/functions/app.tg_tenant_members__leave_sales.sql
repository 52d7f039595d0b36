-- What somebody sold is nobody's when they go, whichever way.
create function app.tg_tenant_members__leave_sales()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.contacts c set owner_id = null where c.tenant_id = old.tenant_id and c.owner_id = old.user_id;
  update public.companies c set owner_id = null where c.tenant_id = old.tenant_id and c.owner_id = old.user_id;
  update public.deals d set owner_id = null where d.tenant_id = old.tenant_id and d.owner_id = old.user_id;
  update public.crm_leads l set owner_id = null where l.tenant_id = old.tenant_id and l.owner_id = old.user_id;
  update public.lead_forms f set owner_id = null where f.tenant_id = old.tenant_id and f.owner_id = old.user_id;
  return old;
end;
$$;
revoke execute on function app.tg_tenant_members__leave_sales() from public, anon, authenticated;
