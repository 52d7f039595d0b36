-- Decides in the transaction that stores the message, which holds the conversation; the time is given by a job, because
-- the agenda is locked before conversations.
create function app.answer_offer_in_words(p_message public.conversation_messages, p_now timestamptz default clock_timestamp())
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_yes boolean := app.offer_wish(p_message);
  v_offer record;
begin
  if v_yes is null then
    return false;
  end if;
  -- an offer and its message have one id
  select m.occurred_at as sent_at, o.id, o.state, o.answered_at into v_offer
  from public.conversation_messages m
  join public.waiting_list_offers o on o.tenant_id = m.tenant_id and o.id = m.client_id
  join public.waiting_slots s on s.tenant_id = o.tenant_id and s.id = o.slot_id
  where m.tenant_id = p_message.tenant_id and m.thread_id = p_message.thread_id and m.direction = 'outbound' and m.origin = 'automation'
    and m.occurred_at > p_message.occurred_at - interval '3 days' and s.starts_at > p_now
  order by m.occurred_at desc, m.id desc limit 1;
  -- said already, or a reminder asked something since
  if v_offer.id is null or v_offer.answered_at is not null or v_offer.state not in ('open', 'expired', 'filled', 'withdrawn') or exists (
    select from public.conversation_session_reminders_logs l
    join public.conversation_messages m on m.tenant_id = l.tenant_id and m.id = l.message_id
    where l.tenant_id = p_message.tenant_id and l.thread_id = p_message.thread_id and l.state = 'sent' and m.occurred_at > v_offer.sent_at) then
    return false;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key)
  values (p_message.tenant_id, 'waiting_answer',
    jsonb_build_object('id', v_offer.id, 'message_id', p_message.id, 'yes', v_yes), 'waiting_answer:' || p_message.id)
  on conflict do nothing;
  return true;
end;
$$;
comment on function app.answer_offer_in_words(public.conversation_messages, timestamptz) is
  'Whether a message of a person answers the last time that they were offered, which is still to come and which they did not answer; nothing was asked of them since. The answer becomes a job.';
revoke execute on function app.answer_offer_in_words(public.conversation_messages, timestamptz) from public, anon, authenticated;
