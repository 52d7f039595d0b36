create function public.list_messages_around(
  p_tenant_id uuid, p_thread_key text, p_message_id uuid, p_newer integer default 25, p_older integer default 25
)
returns setof public.conversation_messages
language plpgsql
stable
set search_path = ''
as $$
declare
  v_thread_id uuid;
  v_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_thread_id := app.thread_id_of_key(p_tenant_id, p_thread_key);
  select m.occurred_at into v_at from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and m.id = p_message_id;
  if v_at is null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  return query
    select (newer.m).* from (
      select m from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and (m.occurred_at, m.id) > (v_at, p_message_id)
      order by m.occurred_at, m.id
      limit least(greatest(coalesce(p_newer, 25), 0), 200)) newer
    order by (newer.m).occurred_at desc, (newer.m).id desc;
  return query
    select m.* from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_thread_id and (m.occurred_at, m.id) <= (v_at, p_message_id)
    order by m.occurred_at desc, m.id desc
    limit least(greatest(coalesce(p_older, 25), 0), 200) + 1;
end;
$$;
comment on function public.list_messages_around(uuid, text, uuid, integer, integer) is 'Caller: members. A message of a conversation with p_newer messages after and p_older before it, each up to 200, newest first: what opens at a message that was found, and goes on from its ends. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found.';
revoke execute on function public.list_messages_around(uuid, text, uuid, integer, integer) from public, anon, authenticated;
grant execute on function public.list_messages_around(uuid, text, uuid, integer, integer) to authenticated;
