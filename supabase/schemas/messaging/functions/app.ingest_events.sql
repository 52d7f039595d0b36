-- Stores the events and applies the new ones: messages first, then what is said about messages (the order in which two
-- webhooks arrive means nothing). A batch is written by one statement a table; when one of its events or messages is here
-- already, it fails and its events are taken one by one, and each message of such an event by itself.
create function app.ingest_events(p_events jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_order int[] := '{0}';
  v_place int;
  v_event jsonb;
  v_auth jsonb;
  v_channel public.notification_channels;
  v_actions jsonb;
  v_outcome text;
  v_stored app.webhook_events[] := '{}';
  v_new int;
  v_incoming app.incoming_action;
  v_messages app.incoming_action[] := '{}';
  v_changes app.incoming_action[] := '{}';
  v_results jsonb[];
begin
  if jsonb_array_length(p_events) > 1 then
    v_order := app.ingest_order(p_events);
  end if;
  foreach v_place in array v_order loop
    v_event := p_events -> v_place;
    if v_auth is distinct from v_event -> 'auth' then
      v_auth := v_event -> 'auth';
      v_channel := app.authorize_event(v_event ->> 'provider', v_auth);
      -- a sign of life once a minute: a row that every webhook writes would queue them all
      if v_channel.id is not null and coalesce(v_channel.last_event_at < now() - interval '1 minute', true) then
        update public.notification_channels c set last_event_at = now()
        where c.ctid = (
          select k.ctid from public.notification_channels k where k.tenant_id = v_channel.tenant_id and k.id = v_channel.id
          for no key update skip locked);
      end if;
      -- what was closed is opened by whoever closed it; a webhook only proves what waits for its proof
    if v_channel.connection_state not in ('open', 'close') then
        if exists (select from public.channel_kinds k where k.kind = v_channel.provider and not k.needs_pairing) then
          v_channel := app.verify_twilio_channel(v_channel.tenant_id, v_channel.id);
        end if;
      end if;
    end if;
    if v_channel.id is null then
      v_results[v_place + 1] := jsonb_build_object('outcome', 'unauthorized');
      continue;
    end if;
    v_actions := app.wanted_actions(v_channel.tenant_id, v_event);
    -- of several items some may be understood and others not: what was understood is applied all the same
    v_outcome := case when v_event ->> 'unparsed' is not null then 'unparsed' when v_actions = '[]' then 'ignored' else 'applied' end;
    v_results[v_place + 1] := jsonb_build_object('outcome', v_outcome, 'tenant_id', v_channel.tenant_id, 'channel_id', v_channel.id);
    v_stored := v_stored || row(v_channel.tenant_id, v_channel.id, v_event ->> 'event_key', v_event ->> 'provider',
      v_event ->> 'event_type', v_outcome, v_event ->> 'unparsed', v_event -> 'raw', now(), null)::app.webhook_events;
    for v_action_place in 0 .. jsonb_array_length(v_actions) - 1 loop
      v_incoming := row(v_channel.tenant_id, v_channel.id, v_channel.provider, v_actions -> v_action_place);
      if v_incoming.action #>> '{address,lid}' is not null
        and app.canonical_phone(v_incoming.action #>> '{address,phone}') = v_channel.phone then
        -- some gateways name the clinic's own phone beside a LID; it is not that person's
        v_incoming.action := v_incoming.action || jsonb_build_object('address', v_incoming.action -> 'address'
          || jsonb_build_object('phone', null, 'raw', (v_incoming.action #>> '{address,lid}') || '@lid'));
      end if;
      if v_incoming.action ->> 'type' = 'message' then
        v_messages := v_messages || v_incoming;
      else
        v_changes := v_changes || v_incoming;
      end if;
    end loop;
  end loop;

  insert into app.webhook_events select e.* from unnest(v_stored) e on conflict (tenant_id, channel_id, event_key) do nothing;
  get diagnostics v_new = row_count;
  if v_new < cardinality(v_stored) then
    if cardinality(v_order) > 1 then
      raise unique_violation using message = 'repeated_event_in_batch';
    end if;
    return jsonb_build_array(to_jsonb(v_results[1]) || jsonb_build_object('outcome', 'duplicate'));
  end if;
  if cardinality(v_order) = 1 then
    -- one of them may be here already, or make two conversations one
    foreach v_incoming in array v_messages loop
      perform app.apply_messages(array[v_incoming]);
    end loop;
  elsif v_messages <> '{}' then
    perform app.apply_messages(v_messages);
  end if;
  foreach v_incoming in array v_changes loop
    perform app.apply_action(v_incoming);
  end loop;
  return to_jsonb(v_results);
end;
$$;
revoke execute on function app.ingest_events(jsonb) from public, anon, authenticated;
