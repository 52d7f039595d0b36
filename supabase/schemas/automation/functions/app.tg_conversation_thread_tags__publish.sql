create function app.tg_conversation_thread_tags__publish()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.publish_event(new.tenant_id, 'conversation.tagged', jsonb_build_object('thread_id', new.thread_id, 'tag_id', new.tag_id,
    'tagged_at', (extract(epoch from clock_timestamp()) * 1000)::bigint));
  return null;
end;
$$;
revoke execute on function app.tg_conversation_thread_tags__publish() from public, anon, authenticated;
