-- New messages, from either side. When one of a batch is here already, the batch fails and its messages are taken one by
-- one.
create function app.apply_messages(p_messages app.incoming_action[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_known uuid[] := case when cardinality(p_messages) > 1 then app.lock_threads_to_be(p_messages) else app.known_threads(p_messages) end;
  v_incoming app.incoming_action;
  v_thread_id uuid;
  v_new app.incoming_action[] := '{}';
  v_thread_ids uuid[] := '{}';
  v_from int := 1;
  v_added int := 0;
begin
  if cardinality(p_messages) > 1 and array_position(v_known, null) is not null and app.threads_to_merge(p_messages) is not null then
    perform app.lock_conversations(p_messages);
  end if;
  for v_place in 1 .. cardinality(p_messages) loop
    v_incoming := p_messages[v_place];
    v_thread_id := v_known[v_place];
    if (v_incoming.action ->> 'from_me')::boolean and app.learn_lid_of_send(v_incoming) then
      v_thread_id := null;
    end if;
    v_thread_id := coalesce(v_thread_id, app.resolve_thread(v_incoming.tenant_id, v_incoming.action -> 'address',
      app.sender_name(v_incoming.action), app.name_source(v_incoming.action)));
    if v_thread_id is null then
      raise sqlstate 'PT400' using message = 'unknown_address', detail = v_incoming.action ->> 'address';
    end if;
    continue when (v_incoming.action ->> 'sent_via_api')::boolean and app.is_echo_of_send(v_incoming, v_thread_id);
    v_new := v_new || v_incoming;
    v_thread_ids := v_thread_ids || v_thread_id;
  end loop;

  if cardinality(v_new) > 1 then
    -- all at once and in one order, or two batches would wait for each other's conversations
    perform from public.conversation_threads t
    where (t.tenant_id, t.id) in (select n.tenant_id, n.thread_id from unnest(v_new, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id))
    order by t.tenant_id, t.id for no key update;
  end if;
  for v_place in 2 .. cardinality(v_new) loop
    if v_thread_ids[v_place] = any (v_thread_ids[v_from : v_place - 1]) then
      v_added := v_added + app.write_messages(v_new[v_from : v_place - 1], v_thread_ids[v_from : v_place - 1]);
      v_from := v_place;
    end if;
  end loop;
  v_added := v_added + app.write_messages(v_new[v_from : ], v_thread_ids[v_from : ]);
  if v_added < cardinality(v_new) then
    if cardinality(p_messages) > 1 then
      raise unique_violation using message = 'repeated_message_in_batch';
    end if;
    perform app.apply_repeated_message(p_messages[1]);
  end if;
end;
$$;
revoke execute on function app.apply_messages(app.incoming_action[]) from public, anon, authenticated;
