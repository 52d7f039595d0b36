create function app.start_workflow(p_workflow public.workflows, p_occurrence jsonb, p_chain uuid[], p_now timestamptz)
returns uuid
language plpgsql
set search_path = ''
as $$
declare
  v_version public.workflow_versions;
  v_run public.workflow_runs;
  v_reason text;
  v_patient uuid := (p_occurrence ->> 'patient_id')::uuid;
  v_thread uuid := (p_occurrence ->> 'thread_id')::uuid;
  v_at timestamptz;
  v_talk public.conversation_threads;
  v_message public.conversation_messages;
begin
  -- two events about one person or thing are counted one after the other
  perform pg_advisory_xact_lock(hashtextextended(p_workflow.id::text || coalesce(v_patient::text, v_thread::text, app.workflow_thing(p_occurrence)), 7));
  select * into v_version from public.workflow_versions v
  where v.tenant_id = p_workflow.tenant_id and v.workflow_id = p_workflow.id and v.version = p_workflow.version;
  if p_occurrence ->> 'kind' = 'message.received' then
    select * into v_talk from public.conversation_threads t where t.tenant_id = p_workflow.tenant_id and t.id = v_thread;
    select * into v_message from public.conversation_messages m
    where m.tenant_id = p_workflow.tenant_id and m.id = (p_occurrence ->> 'message_id')::uuid;
  end if;
  v_reason := case
    when p_workflow.id = any (p_chain) then 'loop'
    when p_occurrence ->> 'kind' = 'message.received' and app.is_own_number(v_talk) then 'own_number'
    when p_occurrence ->> 'kind' = 'message.received' and app.looks_like_a_bot(v_message) then 'looks_like_a_bot'
    when exists (select from public.patients p where p.tenant_id = p_workflow.tenant_id and p.id = v_patient and p.archived_at is not null) then 'person_archived'
    when (select count(*) from public.workflow_runs r
      where r.tenant_id = p_workflow.tenant_id and r.workflow_id = p_workflow.id and r.state <> 'skipped' and r.started_at > p_now - interval '1 day'
        and (r.patient_id = v_patient or v_patient is null and r.thread_id = v_thread
          or v_patient is null and v_thread is null and app.workflow_thing(r.occurrence) = app.workflow_thing(p_occurrence))) >= (v_version.definition #>> '{settings,max_per_day}')::integer
      then 'too_many_today' end;
  insert into public.workflow_runs (tenant_id, workflow_id, version, event_key, occurrence, chain, patient_id, thread_id, session_id, state, reason, started_at, ended_at)
  values (p_workflow.tenant_id, p_workflow.id, p_workflow.version, p_occurrence ->> 'key', p_occurrence, p_chain || p_workflow.id, v_patient, v_thread,
    (p_occurrence ->> 'session_id')::uuid, case when v_reason is null then 'running' else 'skipped' end, v_reason, p_now, case when v_reason is not null then p_now end)
  on conflict on constraint an_event_starts_a_workflow_once do nothing
  returning * into v_run;
  if v_run.id is null then
    return null;
  end if;
  if v_reason is null then
    v_at := case when p_occurrence ->> 'kind' = 'birthday' then greatest(p_now, app.local_moment(
      (p_now at time zone app.clinic_zone(p_workflow.tenant_id))::date + make_time(coalesce((v_version.definition #>> '{trigger,options,hour}')::integer, 9), 0, 0),
      app.clinic_zone(p_workflow.tenant_id))) end;
    perform app.enter_workflow_step(v_run, v_version.plan ->> 'first', p_now, v_at);
  end if;
  perform app.tell_workflow_run(v_run);
  return v_run.id;
end;
$$;
comment on function app.start_workflow(public.workflows, jsonb, uuid[], timestamptz) is
  'Starts a published workflow with something that happened, or notes why not; NULL when it started with it before.';
revoke execute on function app.start_workflow(public.workflows, jsonb, uuid[], timestamptz) from public, anon, authenticated;
