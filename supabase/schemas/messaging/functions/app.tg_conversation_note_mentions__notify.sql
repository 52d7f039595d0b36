-- Somebody is mentioned in a note; who mentions themselves knows.
create function app.tg_conversation_note_mentions__notify()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_note public.conversation_notes;
  v_thread public.conversation_threads;
begin
  select n.* into v_note from public.conversation_notes n where n.tenant_id = new.tenant_id and n.id = new.note_id;
  if new.user_id is distinct from v_note.author_id then
    select t.* into v_thread from public.conversation_threads t where t.tenant_id = new.tenant_id and t.id = v_note.thread_id;
    perform app.notify(v_thread, 'mention', array[new.user_id], null, null, app.message_preview('text', v_note.body, '{}'));
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_conversation_note_mentions__notify() from public, anon, authenticated;
