create function app.pressed_message(p_tenant_id uuid, p_thread_id uuid, p_content jsonb)
returns public.conversation_messages
language sql
stable
set search_path = ''
as $$
  select m from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
    and m.client_id = substring(p_content ->> 'id' from '^choice:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):[0-9]+$')::uuid;
$$;
comment on function app.pressed_message(uuid, uuid, jsonb) is
  'The message whose choice was pressed, by the id that the press brings back; NULL where that id is not one of ours.';
revoke execute on function app.pressed_message(uuid, uuid, jsonb) from public, anon, authenticated;
