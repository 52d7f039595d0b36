-- The answer to "how was it": a press, its words, or 1 to 5 alone, within a day of the question.
create function app.keep_assistant_rating(p_message public.conversation_messages, p_now timestamptz)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_row public.ai_ratings;
  v_asked public.conversation_messages;
  v_rating integer;
  v_thread public.conversation_threads;
begin
  select * into v_row from public.ai_ratings r
  where r.tenant_id = p_message.tenant_id and r.thread_id = p_message.thread_id and r.state = 'asked' and r.asked_at > p_now - interval '1 day'
  order by r.created_at desc limit 1 for update;
  if v_row.id is null then
    return false;
  end if;
  select * into v_asked from public.conversation_messages m where m.tenant_id = v_row.tenant_id and m.id = v_row.message_id;
  v_rating := coalesce(app.choice_made(v_asked, p_message), substring(p_message.body from '^\s*([1-5])\s*[.!⭐]*\s*$')::integer);
  if v_rating is null or v_rating not between 1 and 5 then
    return false;
  end if;
  update public.ai_ratings r set state = 'rated', rating = v_rating, rated_at = p_now where r.tenant_id = v_row.tenant_id and r.id = v_row.id;
  update public.ai_conversations c set rating = v_rating, rated_at = p_now where c.tenant_id = v_row.tenant_id and c.thread_id = v_row.thread_id;
  -- what this message alone has opened stays finished: nobody waits for an answer to it
  update public.conversation_threads t set status = 'finished', waiting_since = null, updated_at = clock_timestamp()
  where t.tenant_id = v_row.tenant_id and t.id = v_row.thread_id and t.status = 'open' and exists (
    select from app.conversation_events e
    where e.tenant_id = t.tenant_id and e.thread_id = t.id and e.kind = 'reopened' and e.actor_id is null and e.created_at = now())
  returning * into v_thread;
  if v_thread.id is not null then
    perform app.publish_thread(v_thread);
  end if;
  return true;
end;
$$;
comment on function app.keep_assistant_rating(public.conversation_messages, timestamptz) is
  'Whether a message says how the person found it, which is kept once a question.';
revoke execute on function app.keep_assistant_rating(public.conversation_messages, timestamptz) from public, anon, authenticated;
