create function public.mark_conversation_read(p_tenant_id uuid, p_thread_key text, p_seen_id uuid default null)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_unread integer := 0;
begin
  if v_row.unread_count > 0 and p_seen_id is not null then
    -- ids tell the order of arrival
    select least(count(*), v_row.unread_count) into v_unread from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_row.id and m.direction = 'inbound' and m.kind <> 'system' and m.id > p_seen_id;
  end if;
  if v_row.unread_count = v_unread then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = v_unread, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_read(uuid, text, uuid) is 'Caller: members. p_seen_id is the newest message, by id, that the person has on the screen: what arrived after it stays unread. NULL: everything is read. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.mark_conversation_read(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.mark_conversation_read(uuid, text, uuid) to authenticated;
