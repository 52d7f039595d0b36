create function app.typing_audience(p_provider text, p_auth jsonb, p_address jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels := app.authorize_event(p_provider, p_auth);
begin
  if v_channel.id is null then
    return null;
  end if;
  return jsonb_build_object('tenant_id', v_channel.tenant_id, 'thread_id', (
    select t.id from public.conversation_addresses a
    join public.conversation_threads t on t.tenant_id = a.tenant_id and t.id = a.thread_id
    where a.tenant_id = v_channel.tenant_id and a.channel = v_channel.family and a.address = any (app.address_keys(p_address))
      and t.blocked_at is null
    order by t.id limit 1));
end;
$$;
comment on function app.typing_audience(text, jsonb, jsonb) is
  'Caller: the inbound edge functions, when a provider tells that somebody writes. Which clinic''s screens hear of it and about which conversation: {tenant_id, thread_id}; thread_id is null when the clinic has none with them, or blocked them. NULL when the credentials are not those of a channel. Writes nothing. Errors: none.';
revoke execute on function app.typing_audience(text, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.typing_audience(text, jsonb, jsonb) to service_role;
