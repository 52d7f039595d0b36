-- Gives a conversation, which the caller holds, to somebody or to nobody.
create function app.assign_thread(p_thread public.conversation_threads, p_user_id uuid)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  if p_thread.assigned_to is not distinct from p_user_id then
    return p_thread;
  end if;
  update public.conversation_threads t set
    assigned_to = p_user_id, assigned_at = case when p_user_id is not null then now() end,
    board_column = case when p_user_id is not null then app.column_after(t.board_column, t.status, 'assigned') else t.board_column end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_thread.tenant_id and t.id = p_thread.id returning * into v_row;
  perform app.note_event(v_row, case when p_user_id is null then 'unassigned' else 'assigned' end, clock_timestamp(), p_user_id);
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
revoke execute on function app.assign_thread(public.conversation_threads, uuid) from public, anon, authenticated;
