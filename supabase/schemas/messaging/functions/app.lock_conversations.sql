-- Everything that a batch may touch and that is here already, in the order that everybody keeps: addresses of people who
-- are new, messages, conversations. Who writes about them meanwhile waits, and none waits for another in a circle.
create function app.lock_conversations(p_actions app.incoming_action[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenants uuid[] := array(select distinct a.tenant_id from unnest(p_actions) a);
  v_written app.incoming_action[] := array(select a from unnest(p_actions) a where (a).action ->> 'type' = 'message');
  v_thread_ids uuid[] := app.lock_threads_to_be(v_written);
  v_merged uuid[] := app.threads_to_merge(v_written);
  v_messages uuid[];
begin
  select array_agg(m.id) into v_messages from (
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id and m.channel_id = a.channel_id
      and m.provider_message_id = coalesce(a.action ->> 'target_provider_id', a.action ->> 'provider_message_id')
    union
    select m.id from unnest(p_actions) a
    join public.conversation_messages m on m.tenant_id = a.tenant_id
      and m.id = case when pg_input_is_valid(a.action ->> 'message_id', 'uuid') then (a.action ->> 'message_id')::uuid end
    union
    -- sends whose echo this may be
    select m.id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_messages m on m.tenant_id = n.tenant_id and m.thread_id = n.thread_id
      and m.status = 'sending' and m.provider_message_id is null
    where (n.action ->> 'sent_via_api')::boolean
    union
    select m.id from public.conversation_messages m where m.tenant_id = any (v_tenants) and m.thread_id = any (v_merged)
  ) m;
  perform from public.conversation_messages m
  where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
  order by m.tenant_id, m.id for update;
  -- in full: one may go into another, and a weaker lock, made stronger then, would wait for whoever waits for it
  perform from public.conversation_threads t
  where (t.tenant_id, t.id) in (
    -- read again: they may have moved while they were waited for
    select m.tenant_id, m.thread_id from public.conversation_messages m
    where m.tenant_id = any (v_tenants) and m.id = any (v_messages)
    union
    select n.tenant_id, n.thread_id from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    union
    -- somebody whose other address is known
    select d.tenant_id, d.thread_id
    from unnest(v_written, v_thread_ids) n (tenant_id, channel_id, provider, action, thread_id)
    join public.conversation_addresses d on d.tenant_id = n.tenant_id and d.channel = coalesce(n.action #>> '{address,family}', 'whatsapp')
      and d.address = any (app.address_keys(n.action -> 'address'))
    where n.thread_id is null)
  order by t.tenant_id, t.id for update;
end;
$$;
revoke execute on function app.lock_conversations(app.incoming_action[]) from public, anon, authenticated;
