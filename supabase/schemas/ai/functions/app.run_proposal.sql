create function app.run_proposal(p_tenant_id uuid, p_turn_id uuid, p_worker uuid, p_proposal_id uuid, p_now timestamptz default now())
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_turn public.ai_turns;
  v_proposal public.ai_proposals;
  v_tool app.ai_tools;
  v_patients uuid[];
  v_answer jsonb;
  v_error text;
  v_began timestamptz := clock_timestamp();
begin
  select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id and not t.is_test;
  if v_turn.id is not null then
    perform app.lock_assistant(p_tenant_id, v_turn.thread_id);
    select * into v_turn from public.ai_turns t where t.tenant_id = p_tenant_id and t.id = p_turn_id;
  end if;
  if v_turn.id is null or v_turn.worker is distinct from p_worker or v_turn.finished_at is not null then
    return '{"ok": false, "error": "lost"}';
  end if;
  select * into v_proposal from public.ai_proposals r
  where r.tenant_id = p_tenant_id and r.id = p_proposal_id and r.thread_id = v_turn.thread_id;
  if v_proposal.state in ('done', 'failed') then
    return v_proposal.result;
  end if;
  select * into v_tool from app.ai_tools t where t.name = v_proposal.tool;
  v_patients := array(select p from app.patients_of_thread(p_tenant_id, v_turn.thread_id) p);
  v_error := case when v_proposal.id is null then 'nothing_found'
    when v_proposal.state <> 'confirmed' then 'not_confirmed'
    when v_proposal.expires_at <= p_now then 'expired'
    when app.assistant_may_answer(p_tenant_id, v_turn.thread_id, p_now, true) is not null then 'may_not_answer'
    when v_tool.needs_module is not null and not app.module_is_on(p_tenant_id, v_tool.needs_module) then 'module_off'
    -- the number is another's since it was asked, or of several
    when cardinality(v_patients) <> 1 or v_patients[1] <> v_proposal.patient_id then 'several_patients' end;
  if v_error in ('nothing_found', 'not_confirmed', 'may_not_answer') then
    return jsonb_build_object('ok', false, 'error', v_error);
  elsif v_error is not null then
    v_answer := jsonb_build_object('ok', false, 'error', v_error);
  else
    execute format('select %s($1, $2, $3, $4, true, $5)', v_tool.function) into v_answer
    using p_tenant_id, v_turn.thread_id, v_proposal.patient_id, v_proposal.args, p_now;
  end if;
  v_answer := case when (v_answer ->> 'ok')::boolean then v_answer || '{"done": true}' else v_answer || jsonb_build_object('words', case v_answer ->> 'error'
    when 'slot_taken' then 'Que pena: esse horário acabou de ser preenchido. Quer ver outros?'
    when 'too_late' then 'Já passou do prazo para mudar essa sessão por aqui.'
    else 'Não consegui fazer isso agora.' end) end;
  update public.ai_proposals r set state = case when (v_answer ->> 'ok')::boolean then 'done' else 'failed' end, result = v_answer
  where r.tenant_id = p_tenant_id and r.id = p_proposal_id;
  perform app.keep_tool_call(v_turn, v_proposal.tool, v_proposal.args, v_answer, (v_answer ->> 'ok')::boolean, v_began);
  return v_answer;
end;
$$;
comment on function app.run_proposal(uuid, uuid, uuid, uuid, timestamptz) is
  'Caller: the worker that has the turn. Does what the person said yes to, once: a repetition answers the same. {ok, done, data, words} or {ok: false, error, words}.';
revoke execute on function app.run_proposal(uuid, uuid, uuid, uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.run_proposal(uuid, uuid, uuid, uuid, timestamptz) to service_role;
