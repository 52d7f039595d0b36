create function public.mark_conversation_unread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
begin
  if v_row.unread_count > 0 then
    return v_row;
  end if;
  update public.conversation_threads t set unread_count = 1, updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = v_row.id returning * into v_row;
  perform app.publish_thread(v_row);
  return v_row;
end;
$$;
comment on function public.mark_conversation_unread(uuid, text) is
  'Caller: members. For somebody to look at again; the next look reads it. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.mark_conversation_unread(uuid, text) from public, anon, authenticated;
grant execute on function public.mark_conversation_unread(uuid, text) to authenticated;
