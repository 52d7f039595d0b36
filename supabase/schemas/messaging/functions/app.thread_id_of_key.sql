-- The conversation of a key (channel:address); keys of merged conversations stay valid, because their addresses do.
create function app.thread_id_of_key(p_tenant_id uuid, p_thread_key text)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select a.thread_id from public.conversation_addresses a
    where a.tenant_id = p_tenant_id and a.channel = split_part(p_thread_key, ':', 1)
      and a.address = substr(p_thread_key, strpos(p_thread_key, ':') + 1));
end;
$$;
revoke execute on function app.thread_id_of_key(uuid, text) from public, anon, authenticated;
grant execute on function app.thread_id_of_key(uuid, text) to authenticated;
