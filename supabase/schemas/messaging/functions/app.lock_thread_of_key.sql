-- The conversation of a key, locked for a change; nothing when there is none. One that is merged into another while it is
-- waited for is followed there.
create function app.lock_thread_of_key(p_tenant_id uuid, p_thread_key text)
returns public.conversation_threads
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
  v_row public.conversation_threads;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    select t.* into v_row from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for update;
    exit when found or v_id is null;
  end loop;
  return v_row;
end;
$$;
revoke execute on function app.lock_thread_of_key(uuid, text) from public, anon, authenticated;
