-- A message left its line, whoever settled it: the next is due now.
create function app.tg_conversation_messages__wake_line()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update app.jobs j set run_at = now()
  where j.tenant_id = new.tenant_id and j.id = (
    select h.id from app.jobs h
    join public.conversation_messages m on m.tenant_id = h.tenant_id and m.id = (h.payload ->> 'message_id')::uuid
    where h.tenant_id = new.tenant_id and h.id = (select l.id from app.line_of(new.tenant_id, new.thread_id) l limit 1)
      and h.leased_until is null and h.run_at > now() and m.next_attempt_at is null
    for update of h skip locked);
  return null;
end;
$$;
revoke execute on function app.tg_conversation_messages__wake_line() from public, anon, authenticated;
