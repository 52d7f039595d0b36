-- True when the message is one that we sent: then its send has its id now.
create function app.is_echo_of_send(p_message app.incoming_action, p_thread_id uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_action jsonb := p_message.action;
begin
  return (v_action ->> 'from_me')::boolean and app.claim_echo(
    p_message.tenant_id, p_message.channel_id, p_thread_id, v_action ->> 'provider_message_id',
    v_action ->> 'kind', v_action ->> 'body', coalesce((v_action ->> 'occurred_at')::timestamptz, now())) is not null;
end;
$$;
revoke execute on function app.is_echo_of_send(app.incoming_action, uuid) from public, anon, authenticated;
