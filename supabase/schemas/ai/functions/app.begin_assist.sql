create function app.begin_assist(p_tenant_id uuid, p_kind text, p_args jsonb default '{}')
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.ai_assists;
  v_like public.ai_turns;
  v_thread public.conversation_threads;
  v_patient uuid := app.typed_id(p_args ->> 'patient_id');
  v_obstacle text;
  v_history jsonb := '[]';
  v_names text[];
  v_reserve constant bigint := 2000000;
begin
  perform app.require_assistant_user(p_tenant_id);
  if p_kind not in ('reply', 'summary', 'rewrite', 'translate', 'note') or p_kind is null then
    raise sqlstate 'PT400' using message = 'invalid_filter', detail = 'kind';
  elsif p_kind = 'note' then
    perform app.require_record_writer(p_tenant_id, v_patient, coalesce(p_args ->> 'record_kind', 'progress_note'));
  end if;
  if p_kind in ('reply', 'summary') or p_args ? 'thread_key' then
    select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.thread_key = p_args ->> 'thread_key';
    if v_thread.id is null then
      raise sqlstate 'PT404' using message = 'conversation_not_found';
    end if;
  end if;
  v_obstacle := app.assistant_obstacle(p_tenant_id);
  if v_obstacle = 'not_connected' then
    raise sqlstate 'PT409' using message = 'assistant_not_connected';
  elsif v_obstacle is not null then
    raise sqlstate 'PT409' using message = 'assistant_not_ready', detail = v_obstacle, hint = 'Connect a model and accept how texts are processed first.';
  end if;
  -- the count of a call that is refused stays, so it is answered and not raised
  if not app.take_turn('assist:' || p_tenant_id || ':' || auth.uid(), 20, interval '1 minute') then
    return '{"retry_after_seconds": 60}';
  end if;
  perform app.end_lost_assists(p_tenant_id);
  if app.assistant_budget_is_spent(p_tenant_id, now()) then
    raise sqlstate 'PT409' using message = 'assistant_budget_spent';
  end if;
  insert into public.ai_assists (tenant_id, kind, asked_by, thread_id, patient_id, reserved_microcents)
  values (p_tenant_id, p_kind, auth.uid(), v_thread.id, case when p_kind = 'note' then v_patient end, v_reserve) returning * into v_row;
  perform app.count_assistant(p_tenant_id, v_row.opened_at, jsonb_build_object('reserved', v_reserve));
  if p_kind in ('reply', 'summary') then
    v_history := app.assist_history(p_tenant_id, v_thread.id, case p_kind when 'reply' then 40 else 200 end);
  end if;
  select array_agg(distinct n.name) into v_names from (
    select v_thread.contact_name as name
    union all
    select unnest(array[p.full_name, p.social_name]) from public.patients p
    where p.tenant_id = p_tenant_id and (p.id = v_row.patient_id or p.id in (select app.patients_of_thread(p_tenant_id, v_thread.id)))
    union all
    select h ->> 'author' from jsonb_array_elements(v_history) h) n
  where n.name is not null;
  v_like.tenant_id := p_tenant_id;
  v_like.id := v_row.id;
  v_like.thread_id := v_thread.id;
  v_like.is_test := true;
  v_like.asked_text := '';
  return app.turn_payload(v_like, v_history, null, now()) - array['turn', 'only_risk', 'tools', 'proposal', 'handoff_reasons', 'is_first_answer', 'prompt']
    || jsonb_build_object('assist', jsonb_build_object('id', v_row.id, 'kind', p_kind), 'names', to_jsonb(coalesce(v_names, '{}')));
end;
$$;
comment on function app.begin_assist(uuid, text, jsonb) is
  'Caller: every member, through assist-person. p_kind reply, summary (p_args {thread_key}), rewrite, translate ({thread_key} or nothing), note ({patient_id, record_kind}: whoever may write an entry of that record). Reserves what it may cost and answers {assist: {id, kind}, settings, person, history, clinic as app.turn_payload, names: of the people in it}, or {retry_after_seconds} for more than twenty a minute. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 module_off, PT400 invalid_filter, PT404 conversation_not_found, PT404 patient_not_found, PT403 not_treating, PT409 assistant_not_connected, PT409 assistant_not_ready, PT409 assistant_budget_spent.';
revoke execute on function app.begin_assist(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.begin_assist(uuid, text, jsonb) to authenticated;
