create function app.tg_conversation_addresses__move_sales()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.deals d set thread_id = new.thread_id where d.tenant_id = old.tenant_id and d.thread_id = old.thread_id;
  update public.crm_leads l set thread_id = new.thread_id where l.tenant_id = old.tenant_id and l.thread_id = old.thread_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_sales() from public, anon, authenticated;
