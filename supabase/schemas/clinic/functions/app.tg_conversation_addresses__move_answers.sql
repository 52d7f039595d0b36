create function app.tg_conversation_addresses__move_answers()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update app.first_answers a set thread_id = new.thread_id
  where a.tenant_id = old.tenant_id and a.thread_id = old.thread_id and not exists (
    select from app.first_answers b where b.tenant_id = a.tenant_id and b.thread_id = new.thread_id and b.asked_at = a.asked_at);
  update app.resolutions r set thread_id = new.thread_id where r.tenant_id = old.tenant_id and r.thread_id = old.thread_id;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_addresses__move_answers() from public, anon, authenticated;
