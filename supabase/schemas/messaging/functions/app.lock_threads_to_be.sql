-- The same for a batch, with the addresses of whoever is new held in one order: batches that create them one by one would
-- wait for each other.
create function app.lock_threads_to_be(p_messages app.incoming_action[])
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid[] := app.known_threads(p_messages);
begin
  if array_position(v_known, null) is null then
    return v_known;
  end if;
  perform app.lock_addresses(n.tenant_id, array_agg(k.key))
  from unnest(p_messages, v_known) n (tenant_id, channel_id, provider, action, thread_id),
    unnest(app.address_keys(n.action -> 'address')) k (key)
  where n.thread_id is null group by n.tenant_id order by n.tenant_id;
  return app.known_threads(p_messages);
end;
$$;
revoke execute on function app.lock_threads_to_be(app.incoming_action[]) from public, anon, authenticated;
