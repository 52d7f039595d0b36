-- What a message of the person brings about beside itself, in a conversation that the caller holds: what was to be sent
-- later is not, and a conversation that nobody has gets somebody.
create function app.after_person_wrote(p_message public.conversation_messages)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
  v_scheduled public.scheduled_messages;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
  if v_thread.blocked_at is not null then
    return;
  end if;
  if v_thread.next_scheduled_at is not null then
    for v_scheduled in
      select * from public.scheduled_messages s
      where s.tenant_id = p_message.tenant_id and s.thread_id = p_message.thread_id and s.status = 'scheduled' and s.cancel_on_inbound
        -- providers count in seconds; what the phone brings later from the past says nothing about today
        and p_message.occurred_at >= date_trunc('second', s.created_at)
      order by s.id for update
    loop
      perform app.close_scheduled(v_scheduled, 'cancelled', 'person_wrote');
      perform app.note_event(v_thread, 'schedule_cancelled', p_message.occurred_at, p_until => v_scheduled.send_at);
    end loop;
    v_thread := app.refresh_next_scheduled(v_thread.tenant_id, v_thread.id);
    perform app.publish_thread(v_thread);
  end if;
  perform app.assign_in_turn(v_thread);
end;
$$;
revoke execute on function app.after_person_wrote(public.conversation_messages) from public, anon, authenticated;
