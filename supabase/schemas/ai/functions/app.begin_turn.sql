create function app.begin_turn(p_tenant_id uuid, p_turn_id uuid, p_worker uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_thread public.conversation_threads;
  v_first public.conversation_messages;
  v_last public.conversation_messages;
  v_history jsonb;
  v_text text;
  v_reason text;
  v_reserve constant bigint := 2000000;
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id and not t.is_test;
  if v_turn.id is null then
    return '{"skip": "not_found"}';
  end if;
  perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_turn.thread_id for update;
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id for update;
  if v_turn.finished_at is not null then
    return '{"skip": "over"}';
  elsif v_turn.state = 'waiting' and v_turn.run_at > p_now then
    return '{"skip": "later"}';
  elsif v_turn.state = 'thinking' and v_turn.leased_until > p_now and v_turn.worker <> p_worker then
    return '{"skip": "taken"}';
  end if;
  v_reason := app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, v_turn.attempts > 0);
  if v_reason is not null and not app.assistant_lets_risk_through(v_reason) then
    perform app.close_turn(v_turn, 'skipped', v_reason, p_now);
    return jsonb_build_object('skip', v_reason);
  end if;
  select * into v_first from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = v_turn.first_message_id;
  select string_agg(app.message_preview(m.kind, m.body, m.content), E'\n' order by m.occurred_at, m.id) into v_text
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system' and m.deleted_at is null
    and (m.occurred_at, m.id) >= (v_first.occurred_at, v_first.id);
  select m.* into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.direction = 'inbound' and m.kind <> 'system'
  order by m.occurred_at desc, m.id desc limit 1;
  select coalesce(jsonb_agg(jsonb_build_object('from', case when h.direction = 'inbound' then 'person' when h.origin = 'automation' then 'assistant'
      else 'clinic' end, 'text', app.message_preview(h.kind, h.body, h.content), 'at', h.occurred_at) order by h.occurred_at, h.id), '[]') into v_history
  from (
    select * from public.conversation_messages m
    where m.tenant_id = p_tenant_id and m.thread_id = v_turn.thread_id and m.kind <> 'system' and m.deleted_at is null
      and (m.occurred_at, m.id) < (v_first.occurred_at, v_first.id)
    order by m.occurred_at desc, m.id desc limit 20) h;
  if v_reason is null and v_turn.attempts = 0 then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, '{"turns": 1}');
  end if;
  if v_reason is null and v_turn.reserved_microcents = 0 then
    perform app.count_assistant(p_tenant_id, v_turn.opened_at, jsonb_build_object('reserved', v_reserve));
  end if;
  insert into public.ai_conversations as c (tenant_id, thread_id, prompt_id)
  values (p_tenant_id, v_turn.thread_id, (app.assistant_prompt_of(p_tenant_id, v_turn.thread_id)).id)
  on conflict (tenant_id, thread_id) do update set prompt_id = excluded.prompt_id;
  update public.ai_turns t set state = 'thinking', worker = p_worker, leased_until = p_now + interval '100 seconds', attempts = t.attempts + 1,
    has_more = false, seen_message_id = v_last.id, asked_text = left(v_text, 4000),
    reserved_microcents = case when v_reason is null then v_reserve else t.reserved_microcents end,
    prompt_id = (select c.prompt_id from public.ai_conversations c where c.tenant_id = p_tenant_id and c.thread_id = t.thread_id)
  where t.tenant_id = p_tenant_id and t.id = p_turn_id returning * into v_turn;
  perform app.answer_proposal(v_turn, v_first.id, v_text, p_now);
  return app.turn_payload(v_turn, v_history, v_reason, p_now);
end;
$$;
comment on function app.begin_turn(uuid, uuid, uuid, timestamptz) is
  'Caller: workers. Takes a turn: {skip: code}, or what there is to think about (docs/assistant.md). Whoever begins last has it. Danger to life is looked for also where nothing else may be answered: only_risk says why.';
revoke execute on function app.begin_turn(uuid, uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.begin_turn(uuid, uuid, uuid, timestamptz) to service_role;
