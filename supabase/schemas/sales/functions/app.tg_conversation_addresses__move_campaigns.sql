create function app.tg_conversation_addresses__move_campaigns()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.campaign_recipients r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_campaigns() from public, anon, authenticated;
