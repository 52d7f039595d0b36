create function app.propose(p_turn public.ai_turns, p_tool app.ai_tools, p_patient_id uuid, p_args jsonb, p_words text, p_now timestamptz)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = p_turn.tenant_id and r.thread_id = p_turn.thread_id and r.state in ('open', 'confirmed');
  insert into public.ai_proposals (tenant_id, thread_id, turn_id, patient_id, tool, args, words, expires_at)
  values (p_turn.tenant_id, p_turn.thread_id, p_turn.id, p_patient_id, p_tool.name, p_args, p_words, p_now + interval '1 day')
  returning id into v_id;
  return jsonb_build_object('ok', true, 'needs_confirmation', true, 'proposal_id', v_id, 'words', p_words);
end;
$$;
comment on function app.propose(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamptz) is
  'Asks the person before something is done; what was asked before is no longer.';
revoke execute on function app.propose(public.ai_turns, app.ai_tools, uuid, jsonb, text, timestamptz) from public, anon, authenticated;
