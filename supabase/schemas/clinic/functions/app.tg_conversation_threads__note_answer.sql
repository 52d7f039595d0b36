create function app.tg_conversation_threads__note_answer()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_answer record;
begin
  -- an answer that did not leave, or was written to somebody else, is none
  if new.waiting_since is not null then
    delete from app.first_answers a where a.tenant_id = new.tenant_id and a.thread_id = new.id and a.asked_at >= new.waiting_since;
    return null;
  end if;
  select m.occurred_at, m.sent_by into v_answer
  from public.conversation_messages m
  where m.tenant_id = new.tenant_id and m.thread_id = new.id and m.direction = 'outbound' and m.origin in ('app', 'phone')
    and m.status <> 'failed' and not m.content ? 'via_api' and m.occurred_at >= old.waiting_since
  order by m.occurred_at, m.id limit 1;
  if v_answer.occurred_at is not null then
    insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, answered_by, business_minutes)
    values (new.tenant_id, new.id, old.waiting_since, v_answer.occurred_at, v_answer.sent_by,
      app.business_minutes(new.tenant_id, old.waiting_since, v_answer.occurred_at))
    on conflict do nothing;
  end if;
  return null;
end;
$$;
comment on function app.tg_conversation_threads__note_answer() is
  'Somebody stopped waiting because a person answered, or waits again because nobody did. Definer: messages are written by callers who have no rights here.';
revoke execute on function app.tg_conversation_threads__note_answer() from public, anon, authenticated;
