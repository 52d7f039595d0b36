create function app.known_provider_ids(p_tenant_id uuid, p_channel_id uuid, p_ids jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(m.provider_message_id), '[]')
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id
    -- one that seems to be written on the phone may be the lost one: better taken for it than sent twice
    and m.origin <> 'phone'
    and m.provider_message_id in (select i from jsonb_array_elements_text(p_ids) i);
$$;
comment on function app.known_provider_ids(uuid, uuid, jsonb) is
  'Caller: the sender of a leased attempt. Those of the provider''s ids that belong to stored messages other than those from the phone.';
revoke execute on function app.known_provider_ids(uuid, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.known_provider_ids(uuid, uuid, jsonb) to service_role;
