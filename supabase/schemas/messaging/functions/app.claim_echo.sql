-- Our own send comes back as an echo: gives the oldest send without an id and with the same content its id.
-- NULL when the id is known already or no send is waiting (then somebody wrote on the phone, or through another system).
create function app.claim_echo(
  p_tenant_id uuid, p_channel_id uuid, p_thread_id uuid, p_provider_message_id text, p_kind text, p_body text, p_at timestamptz
)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  if exists (
    select from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.channel_id = p_channel_id and m.provider_message_id = p_provider_message_id
  ) then
    return null;
  end if;
  select m.id into v_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.status = 'sending' and m.provider_message_id is null
    and m.channel_id = p_channel_id and m.kind = p_kind and coalesce(m.body, '') = coalesce(p_body, '')
  order by m.occurred_at, m.id limit 1
  for update;
  if v_id is not null then
    perform app.record_sent(p_tenant_id, v_id, p_provider_message_id, p_at);
  end if;
  return v_id;
end;
$$;
revoke execute on function app.claim_echo(uuid, uuid, uuid, text, text, text, timestamptz) from public, anon, authenticated;
