create function app.turn_payload(p_turn public.ai_turns, p_history jsonb, p_only_risk text, p_now timestamptz)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_tenant_id uuid := p_turn.tenant_id;
  v_settings public.ai_settings := app.assistant_settings_of(v_tenant_id);
  v_zone text := app.clinic_zone(v_tenant_id);
  v_clinic text := (select t.name from public.tenants t where t.id = v_tenant_id);
  v_patients uuid[] := array(select p from app.patients_of_thread(v_tenant_id, p_turn.thread_id) p);
  v_thread public.conversation_threads;
  v_month public.ai_months;
  v_name text;
begin
  select * into v_thread from public.conversation_threads t where t.tenant_id = v_tenant_id and t.id = p_turn.thread_id;
  select * into v_month from public.ai_months m where m.tenant_id = v_tenant_id and m.month = app.assistant_month(v_tenant_id, p_now);
  v_name := coalesce((select p.name from public.patients p where cardinality(v_patients) = 1 and p.tenant_id = v_tenant_id and p.id = v_patients[1]),
    v_thread.contact_name);
  return jsonb_build_object(
    'turn', jsonb_build_object('id', p_turn.id, 'thread_id', p_turn.thread_id, 'is_test', p_turn.is_test, 'text', p_turn.asked_text, 'attempt', p_turn.attempts,
      'opened_at', p_turn.opened_at),
    'only_risk', p_only_risk,
    'settings', jsonb_build_object('name', v_settings.name, 'greeting', v_settings.greeting, 'tone', v_settings.tone, 'clinic_name', v_clinic,
      'time_zone', v_zone, 'now_local', to_char(p_now at time zone v_zone, 'YYYY-MM-DD"T"HH24:MI'), 'model', v_settings.model,
      'fallback_model', v_settings.fallback_model, 'embedding_model', v_settings.embedding_model, 'base_url', v_settings.base_url,
      'credentials', (select c.credentials from app_private.assistant_credentials c where c.tenant_id = v_tenant_id),
      'budget_left_microcents', greatest(v_settings.monthly_budget_cents * 1000000::bigint - coalesce(v_month.cost_microcents, 0), 0)),
    'person', jsonb_build_object('name', v_name, 'first_name', nullif(split_part(coalesce(v_name, ''), ' ', 1), ''), 'phone', v_thread.phone,
      'is_patient', cardinality(v_patients) > 0, 'patients', cardinality(v_patients)),
    'history', p_history,
    'is_first_answer', not exists (select from public.ai_conversations c
      where c.tenant_id = v_tenant_id and c.thread_id = p_turn.thread_id and c.introduced_at is not null),
    'tools', case when p_only_risk is null then app.assistant_tools_of(v_tenant_id, p_turn.is_test) else '[]' end,
    'proposal', (
      select jsonb_build_object('id', r.id, 'tool', r.tool, 'words', r.words, 'state', r.state) from public.ai_proposals r
      where r.tenant_id = v_tenant_id and r.thread_id = p_turn.thread_id and (r.state in ('open', 'confirmed')
        or r.state = 'refused' and r.answer_message_id = p_turn.seen_message_id)
      order by r.created_at desc limit 1),
    'prompt', (select jsonb_build_object('id', p.id, 'version', p.version, 'text', p.text) from public.ai_prompts p
      where p.tenant_id = v_tenant_id and p.id = p_turn.prompt_id),
    'clinic', jsonb_build_object('name', v_clinic, 'hours', null, 'address', null, 'phone', (
      select c.phone from public.notification_channels c where c.tenant_id = v_tenant_id and c.is_active and c.phone is not null order by c.id limit 1)),
    'handoff_reasons', (select jsonb_object_agg(h.reason, jsonb_build_object('is_urgent', h.is_urgent, 'text', h.text)) from app.ai_handoff_reasons h));
end;
$$;
comment on function app.turn_payload(public.ai_turns, jsonb, text, timestamptz) is
  'What a worker needs to think about a turn; docs/assistant.md has its shape.';
revoke execute on function app.turn_payload(public.ai_turns, jsonb, text, timestamptz) from public, anon, authenticated;
