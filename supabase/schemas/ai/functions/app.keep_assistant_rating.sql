-- The answer to "how was it": 1 to 5, alone, within a day of the question.
create function app.keep_assistant_rating(p_message public.conversation_messages, p_now timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  if p_message.body !~ '^\s*[1-5]\s*[.!⭐]*\s*$' then
    return false;
  end if;
  update public.ai_conversations c set rating = substring(p_message.body from '[1-5]')::smallint, rated_at = p_now
  where c.tenant_id = p_message.tenant_id and c.thread_id = p_message.thread_id and c.rated_at is null
    and c.rating_asked_at > p_now - interval '1 day';
  return found;
end;
$$;
comment on function app.keep_assistant_rating(public.conversation_messages, timestamptz) is
  'Whether a message says how the person found the assistant, which is kept once a question.';
revoke execute on function app.keep_assistant_rating(public.conversation_messages, timestamptz) from public, anon, authenticated;
