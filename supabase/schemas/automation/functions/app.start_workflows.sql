create function app.start_workflows(p_tenant_id uuid, p_event jsonb, p_now timestamptz default clock_timestamp())
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_key text;
  v_occurrence jsonb;
  v_workflow public.workflows;
  v_run public.workflow_runs;
  v_step public.workflow_steps;
  v_message public.conversation_messages;
  v_started integer := 0;
begin
  foreach v_key in array app.workflow_event_keys(p_event) loop
    v_occurrence := app.workflow_occurrence(p_tenant_id, v_key);
    continue when v_occurrence is null;
    for v_workflow in
      select * from public.workflows w
      where w.tenant_id = p_tenant_id and w.status = 'published' and w.trigger_kind = v_occurrence ->> 'kind' order by w.id for share
    loop
      if app.workflow_matches(p_tenant_id, (
          select v.definition -> 'trigger' from public.workflow_versions v
          where v.tenant_id = p_tenant_id and v.workflow_id = v_workflow.id and v.version = v_workflow.version), v_occurrence)
        and app.start_workflow(v_workflow, v_occurrence,
          array(select c.id::uuid from jsonb_array_elements_text(coalesce(p_event -> 'caused_by', '[]')) c (id)), p_now) is not null
      then
        v_started := v_started + 1;
      end if;
    end loop;
    if v_occurrence ->> 'kind' = 'message.received' then
      select * into v_message from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (v_occurrence ->> 'message_id')::uuid;
      for v_run in
        select * from public.workflow_runs r
        where r.tenant_id = p_tenant_id and r.thread_id = v_message.thread_id and r.ended_at is null order by r.id for update
      loop
        select * into v_step from public.workflow_steps s
        where s.tenant_id = p_tenant_id and s.run_id = v_run.id and s.state = 'waiting' and s.kind in ('wait_for_answer', 'ask');
        if found and app.answers_run(v_run, v_step, v_message) then
          perform app.workflow_answer(v_run, v_step, v_message, p_now);
        end if;
      end loop;
    end if;
  end loop;
  return v_started;
end;
$$;
comment on function app.start_workflows(uuid, jsonb, timestamptz) is
  'Caller: workers. An event of app.event_subscribers: starts the workflows that it triggers, once each, and answers the runs that wait for it. How many started.';
revoke execute on function app.start_workflows(uuid, jsonb, timestamptz) from public, anon, authenticated;
grant execute on function app.start_workflows(uuid, jsonb, timestamptz) to service_role;
