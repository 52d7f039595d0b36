create function app.workflow_condition(p_tenant_id uuid, p_options jsonb, p_occurrence jsonb, p_answer text, p_now timestamptz)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  v_value text := p_options ->> 'value';
  v_patient uuid := (p_occurrence ->> 'patient_id')::uuid;
  v_thread public.conversation_threads;
  v_fact boolean;
begin
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = (p_occurrence ->> 'thread_id')::uuid;
  v_fact := case p_options ->> 'field'
    when 'patient.is_known' then v_patient is not null
    when 'patient.future_session' then exists (
      select from public.session_patients sp join public.sessions s on s.tenant_id = p_tenant_id and s.id = sp.session_id
      where sp.tenant_id = p_tenant_id and sp.patient_id = v_patient and s.starts_at > p_now and sp.status in ('scheduled', 'confirmed'))
    when 'patient.age' then (
      select case p_options ->> 'op' when 'gte' then a.years >= v_value::integer else a.years <= v_value::integer end
      from (select extract(year from age((p_now at time zone app.clinic_zone(p_tenant_id))::date, p.birth_date)) as years
        from public.patients p where p.tenant_id = p_tenant_id and p.id = v_patient and p.birth_date is not null) a)
    when 'patient.segment' then (
      select app.segment_has(p_tenant_id, s.entity, s.query, v_patient, p_now) from public.segments s
      where s.tenant_id = p_tenant_id and s.id::text = v_value and v_patient is not null)
    when 'conversation.tag' then v_value::uuid = any (v_thread.tag_ids)
    when 'conversation.assigned' then v_thread.assigned_to is not null
    when 'message.text' then app.holds_words((select m.body from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid), v_value)
    when 'run.answer' then app.holds_words(p_answer, v_value)
    when 'clinic.open' then app.clinic_is_open(p_tenant_id, p_now)
  end;
  v_fact := coalesce(v_fact, false);
  return case p_options ->> 'op' when 'is' then v_fact = v_value::boolean when 'has_not' then not v_fact when 'not_contains' then not v_fact else v_fact end;
end;
$$;
comment on function app.workflow_condition(uuid, jsonb, jsonb, text, timestamptz) is
  'Whether a condition of a workflow holds now.';
revoke execute on function app.workflow_condition(uuid, jsonb, jsonb, text, timestamptz) from public, anon, authenticated;
