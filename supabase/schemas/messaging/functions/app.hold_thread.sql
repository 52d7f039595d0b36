-- The conversation of a key, kept from being merged or deleted until the caller ends; messages still come in. Nothing when
-- there is none.
create function app.hold_thread(p_tenant_id uuid, p_thread_key text)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  loop
    v_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
    perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_id for key share;
    exit when found or v_id is null;
  end loop;
  return v_id;
end;
$$;
revoke execute on function app.hold_thread(uuid, text) from public, anon, authenticated;
