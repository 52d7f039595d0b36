create function app.do_workflow_step(p_run public.workflow_runs, p_step public.workflow_steps, p_plan jsonb, p_definition jsonb, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  o jsonb := p_plan -> 'options';
  v_zone text := app.clinic_zone(p_run.tenant_id);
  v_occurrence jsonb := p_run.occurrence || jsonb_build_object('patient_id', p_run.patient_id, 'thread_id', p_run.thread_id, 'session_id', p_run.session_id);
  v_thread public.conversation_threads;
  v_message public.conversation_messages;
  v_text text;
  v_template jsonb;
  v_until timestamptz;
  v_user uuid;
  v_created jsonb;
  v_holds boolean;
  v_sends boolean := p_step.kind = 'send_message' or p_step.kind = 'ask' and p_step.message_id is null;
begin
  if p_step.kind = 'wait' then
    -- the second time it is over
    if p_step.state = 'waiting' then
      return jsonb_build_object('state', 'done', 'result', p_step.result);
    end if;
    v_until := app.workflow_wait_until(o, p_now, v_zone);
    return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
  elsif p_step.kind = 'condition' then
    v_holds := app.workflow_condition(p_run.tenant_id, o, v_occurrence, (
      select s.result ->> 'answer' from public.workflow_steps s
      where s.tenant_id = p_run.tenant_id and s.run_id = p_run.id and s.kind in ('wait_for_answer', 'ask') and s.result ? 'answer' order by s.position desc limit 1), p_now);
    return jsonb_build_object('state', 'done', 'branch', case when v_holds then 'yes' else 'no' end);
  elsif v_sends then
    v_until := app.polite_moment(p_now, v_zone);
    if v_until > p_now and not coalesce((o ->> 'any_hour')::boolean, false) then
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
    end if;
  end if;
  if (select k.needs_conversation from app.workflow_step_kinds k where k.kind = p_step.kind) then
    -- a message is locked before its conversation
    if v_sends then
      perform app.lock_send(p_run.tenant_id, p_step.id);
    end if;
    v_thread := app.workflow_thread(p_run);
    if v_thread.id is null then
      return '{"state": "skipped", "branch": "not_answered", "result": {"code": "no_conversation"}}';
    end if;
    v_occurrence := v_occurrence || jsonb_build_object('thread_id', v_thread.id);
  end if;
  v_text := app.render_template(coalesce(o ->> 'body', o ->> 'title', o ->> 'text'), app.workflow_values(p_run.tenant_id, v_occurrence));
  case p_step.kind
    when 'send_message' then
      if jsonb_typeof(o -> 'template') = 'object' then
        select jsonb_build_object('id', o #> '{template,id}', 'variables', coalesce(jsonb_object_agg(e.key,
          app.render_template(e.value, app.workflow_values(p_run.tenant_id, v_occurrence))), '{}')) into v_template
        from jsonb_each_text(coalesce(nullif(o #> '{template,variables}', 'null'), '{}')) e;
      end if;
      v_created := app.create_automation_text(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), v_template);
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      return jsonb_build_object('state', 'done', 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'message_id', v_created #>> '{message,id}'));
    when 'ask' then
      if not v_sends then
        -- an answer whose job comes later than the deadline is an answer
        return coalesce(app.workflow_choice(p_run, p_step, null), jsonb_build_object('state', 'done', 'branch', 'not_answered',
          'result', jsonb_build_object('text', p_step.result ->> 'text')));
      end if;
      v_created := app.create_automation_message(p_run.tenant_id, v_thread.thread_key, p_step.id, v_text,
        'workflow_' || (p_definition #>> '{settings,purpose}'), null, jsonb_build_object('choices', jsonb_strip_nulls(jsonb_build_object(
          'button', nullif(o ->> 'button', ''), 'options', (
            select jsonb_agg(jsonb_build_object('title', c.title) order by c.place)
            from jsonb_array_elements_text(o -> 'choices') with ordinality c (title, place))))));
      if v_created ? 'skipped' then
        return app.unsent_workflow_step(v_text, v_created ->> 'skipped');
      end if;
      v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
      return jsonb_build_object('state', 'waiting', 'until', v_until, 'send', v_created, 'message_id', v_created #>> '{message,id}',
        'result', jsonb_build_object('text', v_created #>> '{message,body}', 'until', v_until));
    when 'wait_for_answer' then
      if p_step.state <> 'waiting' then
        v_until := p_now + make_interval(mins => (o ->> 'minutes')::integer);
        return jsonb_build_object('state', 'waiting', 'until', v_until, 'result', jsonb_build_object('until', v_until));
      end if;
      -- an answer whose job comes later than the deadline is an answer
      select m.* into v_message from public.conversation_messages m
      where m.tenant_id = p_run.tenant_id and m.thread_id = v_thread.id and m.direction = 'inbound' and m.kind <> 'system'
        and m.occurred_at >= date_trunc('second', p_step.entered_at) and app.answers_run(p_run, p_step, m)
      order by m.occurred_at, m.id limit 1;
      if found then
        return jsonb_build_object('state', 'done', 'branch', 'answered',
          'result', jsonb_build_object('answer', left(coalesce(v_message.body, ''), 500), 'message_id', v_message.id));
      end if;
      return '{"state": "done", "branch": "not_answered"}';
    when 'add_task' then
      v_user := coalesce((o ->> 'assignee_id')::uuid, (select t.assigned_to from public.conversation_threads t
        where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id));
      insert into public.tasks (tenant_id, id, kind, done_at, title, due_on, assignee_id, patient_id, thread_id, run_id, deal_id, contact_id)
      values (p_run.tenant_id, p_step.id, coalesce(o ->> 'activity', 'task'),
        -- what only says what happened waits for nobody
        (select p_now from public.activity_kinds k where k.key = o ->> 'activity' and not k.is_planned), app.normalize_name(left(v_text, 300)), (p_now at time zone v_zone)::date + coalesce((o ->> 'due_in_days')::integer, 0),
        v_user, p_run.patient_id, p_run.thread_id, p_run.id, (select d.id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid), (select d.contact_id from public.deals d
          where d.tenant_id = p_run.tenant_id and d.id = (v_occurrence ->> 'deal_id')::uuid));
      perform app.broadcast(p_run.tenant_id, 'task', jsonb_build_object('id', p_step.id));
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text, 'task_id', p_step.id));
    when 'notify' then
      v_user := (o ->> 'user_id')::uuid;
      if p_run.thread_id is not null then
        select * into v_thread from public.conversation_threads t where t.tenant_id = p_run.tenant_id and t.id = p_run.thread_id for update;
        perform app.notify(v_thread, 'workflow', array(select m.user_id from public.tenant_members m
          where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active'), null, null, v_text);
      elsif p_run.patient_id is null then
        return '{"state": "skipped", "result": {"code": "no_conversation"}}';
      else
        perform app.notify_of_patient(p_run.tenant_id, p_run.patient_id, 'workflow_patient', array[v_user], v_text);
      end if;
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('text', v_text));
    when 'assign' then
      v_user := (o ->> 'user_id')::uuid;
      if not exists (select from public.tenant_members m where m.tenant_id = p_run.tenant_id and m.user_id = v_user and m.status = 'active') then
        raise sqlstate 'PT404' using message = 'member_not_found';
      end if;
      perform app.assign_thread(v_thread, v_user);
      return '{"state": "done"}';
    when 'tag', 'untag' then
      return jsonb_build_object('state', 'done', 'result', jsonb_build_object('code', app.workflow_tag(v_thread, (o ->> 'tag_id')::uuid, p_step.kind = 'tag')));
    when 'move' then
      update public.conversation_threads t set
        status = case o ->> 'column' when 'finished' then 'finished' else 'open' end,
        board_column = case when o ->> 'column' = 'finished' then t.board_column else o ->> 'column' end, status_reason = null,
        snoozed_until = case when o ->> 'column' = 'finished' then null else t.snoozed_until end,
        snoozed_at = case when o ->> 'column' = 'finished' then null else t.snoozed_at end, updated_at = clock_timestamp()
      where t.tenant_id = p_run.tenant_id and t.id = v_thread.id returning * into v_thread;
      perform app.publish_thread(v_thread);
      return '{"state": "done"}';
    when 'move_deal' then
      return app.move_workflow_deal(p_run.tenant_id, (v_occurrence ->> 'deal_id')::uuid, (o ->> 'stage_id')::uuid);
    when 'webhook' then
      return jsonb_build_object('state', 'queued', 'call', jsonb_build_object('url', o ->> 'url',
        'secret', (select w.secret from app.workflow_secrets w where w.tenant_id = p_run.tenant_id and w.workflow_id = p_run.workflow_id),
        'body', jsonb_build_object('id', p_step.id, 'run_id', p_run.id, 'workflow_id', p_run.workflow_id, 'trigger', p_run.occurrence ->> 'kind',
          'event_key', p_run.event_key, 'at', p_run.occurrence ->> 'at', 'patient_id', p_run.patient_id, 'thread_id', p_run.thread_id,
          'session_id', p_run.session_id, 'note', o ->> 'note')
          || jsonb_strip_nulls(jsonb_build_object('variant_id', p_run.occurrence -> 'variant_id', 'lot_id', p_run.occurrence -> 'lot_id',
            'purchase_id', p_run.occurrence -> 'purchase_id'))));
  end case;
end;
$$;
comment on function app.do_workflow_step(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamptz) is
  'Does a step of a run, both held by the caller: {state, branch, until, result, message_id, send: as create_automation_message, call: {url, secret, body}}.';
revoke execute on function app.do_workflow_step(public.workflow_runs, public.workflow_steps, jsonb, jsonb, timestamptz) from public, anon, authenticated;
