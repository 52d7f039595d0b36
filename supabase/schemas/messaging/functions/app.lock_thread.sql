-- A conversation of the caller's clinic, locked for a change.
create function app.lock_thread(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_row public.conversation_threads;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  return v_row;
end;
$$;
revoke execute on function app.lock_thread(uuid, text) from public, anon, authenticated;
