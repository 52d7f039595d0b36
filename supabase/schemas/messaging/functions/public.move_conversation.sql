create function public.move_conversation(p_tenant_id uuid, p_thread_key text, p_column text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_status text := case p_column when 'finished' then 'finished' else 'open' end;
begin
  if p_column is null or p_column not in ('new', 'in_progress', 'waiting_contact', 'finished') then
    raise sqlstate 'PT400' using message = 'column_not_found';
  end if;
  if v_row.status = v_status and p_column in (v_row.board_column, 'finished') then
    return v_row;
  end if;
  update public.conversation_threads t set
    status = v_status, board_column = case when p_column = 'finished' then t.board_column else p_column end, status_reason = null,
    snoozed_until = case when p_column = 'finished' then null else t.snoozed_until end,
    snoozed_at = case when p_column = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.move_conversation(uuid, text, text) is
  'Caller: members. To another column of the board: new, in_progress, waiting_contact, or finished, which finishes it; out of finished opens it again. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 column_not_found.';
revoke execute on function public.move_conversation(uuid, text, text) from public, anon, authenticated;
grant execute on function public.move_conversation(uuid, text, text) to authenticated;
