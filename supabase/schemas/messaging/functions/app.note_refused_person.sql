-- The provider refused a message of ours because the person opted out there: the next one is refused here.
create function app.note_refused_person(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  insert into public.conversation_optouts (tenant_id, thread_id, keyword)
  values (p_message.tenant_id, p_message.thread_id, p_message.provider) on conflict do nothing;
  if found then
    update public.conversation_threads set opted_out = true, updated_at = clock_timestamp()
    where tenant_id = p_message.tenant_id and id = p_message.thread_id returning * into v_thread;
    perform app.note_event(v_thread, 'opted_out', clock_timestamp());
    perform app.publish_thread(v_thread);
  end if;
end;
$$;
revoke execute on function app.note_refused_person(public.conversation_messages) from public, anon, authenticated;
