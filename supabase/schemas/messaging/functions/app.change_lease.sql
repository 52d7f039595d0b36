-- Everything that is needed to ask the provider for a change once.
create function app.change_lease(p_job app.jobs, p_message public.conversation_messages)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'tenant_id', p_job.tenant_id, 'message_id', p_message.id,
    'change', p_job.payload -> 'change', 'value', p_job.payload -> 'value', 'provider', p_message.provider,
    'provider_message_id', p_message.provider_message_id, 'from_me', p_message.direction = 'outbound',
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone),
    'author', p_message.content -> 'participant', 'channel_id', p_message.channel_id,
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$$;
revoke execute on function app.change_lease(app.jobs, public.conversation_messages) from public, anon, authenticated;
