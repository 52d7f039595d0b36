create function app.looks_like_a_bot(p_message public.conversation_messages)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- an answer within two seconds of ours was written by nobody, and nobody writes the same long text again after one
  select exists (
    select from public.conversation_messages o
    where o.tenant_id = p_message.tenant_id and o.thread_id = p_message.thread_id and o.direction = 'outbound' and o.origin = 'automation'
      and o.occurred_at > p_message.occurred_at - interval '1 day' and o.occurred_at <= p_message.occurred_at
      and (o.occurred_at >= p_message.occurred_at - interval '2 seconds' or char_length(p_message.body) >= 40 and exists (
        select from public.conversation_messages b
        where b.tenant_id = p_message.tenant_id and b.thread_id = p_message.thread_id and b.direction = 'inbound' and b.body = p_message.body
          and b.occurred_at > p_message.occurred_at - interval '1 day' and b.occurred_at < o.occurred_at)));
$$;
comment on function app.looks_like_a_bot(public.conversation_messages) is
  'Whether a message is likely a machine''s: two machines must not talk to each other.';
revoke execute on function app.looks_like_a_bot(public.conversation_messages) from public, anon, authenticated;
