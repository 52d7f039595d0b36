create function app.workflow_choice(p_run public.workflow_runs, p_step public.workflow_steps, p_message public.conversation_messages)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_asked public.conversation_messages;
  v_message public.conversation_messages := p_message;
  v_place integer;
begin
  select * into v_asked from public.conversation_messages m where m.tenant_id = p_run.tenant_id and m.id = p_step.message_id;
  if v_message.id is null then
    select m.* into v_message from public.conversation_messages m
    where m.tenant_id = p_run.tenant_id and m.thread_id = v_asked.thread_id and m.direction = 'inbound' and m.kind <> 'system'
      and m.occurred_at >= date_trunc('second', v_asked.occurred_at) and app.answers_run(p_run, p_step, m)
    order by m.occurred_at, m.id limit 1;
    if not found then
      return null;
    end if;
  end if;
  v_place := app.choice_made(v_asked, v_message);
  return jsonb_build_object('state', 'done', 'branch', coalesce('choice_' || v_place, 'other'), 'result', jsonb_build_object(
    'text', p_step.result ->> 'text', 'message_id', v_message.id,
    'answer', left(coalesce(v_asked.content #>> array['choices', (v_place - 1)::text, 'title'], v_message.body, ''), 500)));
end;
$$;
comment on function app.workflow_choice(public.workflow_runs, public.workflow_steps, public.conversation_messages) is
  'What a message answers to the question of a step, as do_workflow_step answers it; without a message the first one that does, NULL where there is none.';
revoke execute on function app.workflow_choice(public.workflow_runs, public.workflow_steps, public.conversation_messages) from public, anon, authenticated;
