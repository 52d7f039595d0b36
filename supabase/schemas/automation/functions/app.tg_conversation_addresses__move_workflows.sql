create function app.tg_conversation_addresses__move_workflows()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.workflow_runs r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  update public.tasks k set thread_id = new.thread_id where k.tenant_id = old.tenant_id and k.thread_id = old.thread_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_workflows() from public, anon, authenticated;
