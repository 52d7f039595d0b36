-- The provider has the message: id known, screens told. Its job is closed by complete_send or, when that never comes,
-- by claim_jobs; it is not touched here, because every job is locked before its message.
create function app.record_sent(p_tenant_id uuid, p_message_id uuid, p_provider_message_id text, p_at timestamptz)
returns public.conversation_messages
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_provider_message_id, 2));
  update public.conversation_messages m set
    provider_message_id = p_provider_message_id,
    -- a failure with this id is the provider's word; one without an id was our own guess, one with another id is about
    -- an attempt before
    status = case
      when app.status_advances(m.status, 'sent')
        or (m.status = 'failed' and m.provider_message_id is distinct from p_provider_message_id) then 'sent'
      else m.status end,
    error_code = case when m.provider_message_id = p_provider_message_id then m.error_code end,
    error_detail = case when m.provider_message_id = p_provider_message_id then m.error_detail end
  where m.tenant_id = p_tenant_id and m.id = p_message_id
  returning * into v_message;
  perform app.publish_message(v_message);
  perform app.apply_early_actions(p_tenant_id, v_message.channel_id, p_provider_message_id);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return v_message;
end;
$$;
revoke execute on function app.record_sent(uuid, uuid, text, timestamptz) from public, anon, authenticated;
