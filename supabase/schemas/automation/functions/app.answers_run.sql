create function app.answers_run(p_run public.workflow_runs, p_step public.workflow_steps, p_message public.conversation_messages)
returns boolean
language sql
stable
set search_path = ''
as $$
  -- providers count in seconds, so messages before the one that started the run, or answered it last, can bear the second
  -- in which it began to wait
  select p_message.occurred_at >= date_trunc('second', p_step.entered_at) and p_message.occurred_at < p_step.run_at
    -- a question is answered once it was asked
    and (p_step.kind <> 'ask' or exists (select from public.conversation_messages a where a.tenant_id = p_run.tenant_id
      and a.id = p_step.message_id and p_message.occurred_at >= date_trunc('second', a.occurred_at)))
    and not exists (
    select from public.conversation_messages m
    where m.tenant_id = p_run.tenant_id and (m.occurred_at, m.id) >= (p_message.occurred_at, p_message.id)
      and m.id in (
        select (p_run.occurrence ->> 'message_id')::uuid
        union all
        select (s.result ->> 'message_id')::uuid from public.workflow_steps s
        where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.result ? 'answer'));
$$;
comment on function app.answers_run(public.workflow_runs, public.workflow_steps, public.conversation_messages) is
  'Whether a message of a run''s conversation is what its step waits for.';
revoke execute on function app.answers_run(public.workflow_runs, public.workflow_steps, public.conversation_messages) from public, anon, authenticated;
