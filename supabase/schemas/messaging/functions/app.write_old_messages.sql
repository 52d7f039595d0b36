-- Writes messages of a time gone by, oldest first, into one conversation that the caller holds. Their files are fetched when
-- somebody looks.
create function app.write_old_messages(p_thread_id uuid, p_messages app.incoming_action[])
returns public.conversation_messages[]
language plpgsql
set search_path = ''
as $$
declare
  v_added public.conversation_messages[];
begin
  with incoming as (
    select i.*, (i.action ->> 'from_me')::boolean as from_me, (i.action ->> 'occurred_at')::timestamptz as occurred_at,
      nullif(i.action -> 'media', 'null') as media
    from unnest(p_messages) with ordinality i (tenant_id, channel_id, provider, action, place)
  ), added as (
    insert into public.conversation_messages as m (
      tenant_id, id, thread_id, channel_id, provider, provider_message_id, direction, origin, kind, body, content, media,
      reply_to_provider_id, author_name, status, occurred_at
    )
    -- within a second of theirs they keep their order
    select i.tenant_id, app.uuid_of_moment(i.occurred_at + i.place * interval '1 microsecond'), p_thread_id, i.channel_id, i.provider,
      i.action ->> 'provider_message_id', case when i.from_me then 'outbound' else 'inbound' end,
      case when i.from_me then 'phone' else 'contact' end, i.action ->> 'kind', i.action ->> 'body',
      coalesce(i.action -> 'content', '{}'),
      case when i.media ->> 'state' = 'remote' then i.media || '{"state": "later"}' else i.media end,
      i.action ->> 'reply_to_provider_id', app.normalize_name(i.action ->> 'author_name'),
      case when i.from_me then coalesce(i.action ->> 'status', 'sent') else 'received' end, i.occurred_at
    from incoming i
    on conflict on constraint provider_message_is_stored_once do nothing
    returning m.occurred_at, m.id, m as message
  )
  select array_agg(a.message order by a.occurred_at, a.id) into v_added from added a;
  return v_added;
end;
$$;
revoke execute on function app.write_old_messages(uuid, app.incoming_action[]) from public, anon, authenticated;
