create function app.draft_payload(d public.conversation_drafts)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('thread_id', d.thread_id, 'is_note', d.is_note, 'body', d.body, 'reply_to_id', d.reply_to_id,
    'updated_at', d.updated_at);
end;
$$;
comment on function app.draft_payload(public.conversation_drafts) is
  'A draft as its author gets it: {thread_id, is_note, body, reply_to_id, updated_at}; an empty body is none.';
revoke execute on function app.draft_payload(public.conversation_drafts) from public, anon, authenticated;
grant execute on function app.draft_payload(public.conversation_drafts) to authenticated;
