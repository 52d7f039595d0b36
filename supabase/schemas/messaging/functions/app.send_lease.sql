-- Everything a sender needs for one attempt. p_uncertain: an earlier attempt may have reached the provider.
create function app.send_lease(p_job app.jobs, p_message public.conversation_messages, p_uncertain boolean)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object(
    'job_id', p_job.id, 'lease_token', p_job.lease_token, 'attempt', p_job.attempts, 'message_id', p_message.id,
    'tenant_id', p_message.tenant_id, 'channel_id', p_message.channel_id, 'provider', p_message.provider,
    'to', jsonb_build_object('raw', t.reply_address, 'phone', t.phone), 'kind', p_message.kind, 'body', p_message.body,
    'reply_to_provider_id', q.provider_message_id,
    'reply_to', case when q.id is not null then jsonb_build_object('body', q.body, 'from_me', q.direction = 'outbound',
      'participant', q.content -> 'participant') end,
    'template', case when p_message.content ? 'template' then jsonb_build_object(
      'external_id', p_message.content #> '{template,external_id}', 'name', p_message.content #> '{template,name}',
      'language', p_message.content #> '{template,language}', 'variables', p_message.content #> '{template,variables}') end,
    'content', p_message.content, 'media', case when f.id is not null then jsonb_build_object('path', f.path, 'mime_type', f.mime_type,
      'size', f.bytes, 'file_name', f.file_name, 'voice', coalesce((p_message.media ->> 'voice')::boolean, false)) end,
    -- outside its window a person may still answer by hand, where the kind has such an answer
    'in_window', case when k.human_window_hours is null then true
      else app.window_opened_at(t.tenant_id, t.id, p_message.channel_id, k.window_hours) is not null end,
    'uncertain', p_uncertain, 'first_attempt_at', p_message.occurred_at, 'automation', p_message.origin = 'automation',
    'channel', app.channel_credentials(p_message.tenant_id, p_message.channel_id))
  from public.conversation_threads t
  join public.channel_kinds k on k.kind = p_message.provider
  left join public.conversation_messages q on q.tenant_id = p_message.tenant_id and q.id = p_message.reply_to_id
  left join app.media_files f on f.tenant_id = p_message.tenant_id and f.id = p_message.media_file_id
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id;
$$;
revoke execute on function app.send_lease(app.jobs, public.conversation_messages, boolean) from public, anon, authenticated;
