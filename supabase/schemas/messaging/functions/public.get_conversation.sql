create function public.get_conversation(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  select t.* into v_row from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;
comment on function public.get_conversation(uuid, text) is 'Caller: members. A key of a conversation merged into another finds that other one. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found.';
revoke execute on function public.get_conversation(uuid, text) from public, anon, authenticated;
grant execute on function public.get_conversation(uuid, text) to authenticated;
