-- The messages of a page that are not here yet, oldest first; NULL when all are.
create function app.unknown_messages(p_import app.history_imports, p_actions jsonb)
returns app.incoming_action[]
language sql
stable
set search_path = ''
as $$
  select array_agg(row(p_import.tenant_id, p_import.channel_id, c.provider, s.action)::app.incoming_action
    order by s.action ->> 'occurred_at', s.place desc)
  from (
    select distinct on (a.action ->> 'provider_message_id') a.action, a.place
    from jsonb_array_elements(p_actions) with ordinality a (action, place)
    where a.action ->> 'type' = 'message'
      and (a.action ->> 'occurred_at')::timestamptz between p_import.since and p_import.until
    order by a.action ->> 'provider_message_id', a.place) s
  join public.notification_channels c on c.tenant_id = p_import.tenant_id and c.id = p_import.channel_id
  where not exists (
    select from public.conversation_messages m
    where m.tenant_id = p_import.tenant_id and m.channel_id = p_import.channel_id
      and m.provider_message_id = s.action ->> 'provider_message_id');
$$;
revoke execute on function app.unknown_messages(app.history_imports, jsonb) from public, anon, authenticated;
