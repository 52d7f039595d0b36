-- The latest reaction of a conversation, for the preview in lists; one that is taken back shows the last message again.
create function app.note_reaction(p_message public.conversation_messages, p_reaction jsonb, p_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_emoji text := nullif(p_reaction ->> 'emoji', '');
begin
  update public.conversation_threads t set
    last_reaction = case when v_emoji is not null then jsonb_strip_nulls(jsonb_build_object(
      'emoji', v_emoji, 'by', p_reaction ->> 'by', 'author', p_reaction ->> 'author', 'at', p_at, 'message_id', p_message.id, 'kind', p_message.kind,
      'preview', case when p_message.deleted_at is null then app.message_preview(p_message.kind, p_message.body, p_message.content) else '' end))
    end,
    updated_at = clock_timestamp()
  where t.tenant_id = p_message.tenant_id and t.id = p_message.thread_id
    and (
      v_emoji is not null and coalesce((t.last_reaction ->> 'at')::timestamptz, '-infinity') <= p_at
      or v_emoji is null and t.last_reaction ->> 'message_id' = p_message.id::text
        and coalesce(t.last_reaction ->> 'author', t.last_reaction ->> 'by') = coalesce(p_reaction ->> 'author', p_reaction ->> 'by'));
end;
$$;
revoke execute on function app.note_reaction(public.conversation_messages, jsonb, timestamptz) from public, anon, authenticated;
