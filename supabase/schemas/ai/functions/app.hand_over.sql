create function app.hand_over(p_turn public.ai_turns, p_thread public.conversation_threads, p_reason app.ai_handoff_reasons, p_summary text, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_tenant_id uuid := p_turn.tenant_id;
  v_settings public.ai_settings := app.assistant_settings_of(v_tenant_id);
  v_thread public.conversation_threads := p_thread;
  v_patients uuid[] := array(select p from app.patients_of_thread(v_tenant_id, p_thread.id) p);
  v_title text := app.trimmed(p_reason.title || coalesce(': ' || p_thread.contact_name, ''), 300);
begin
  if v_thread.assigned_to is null then
    if exists (select from public.tenant_members m
      where m.tenant_id = v_tenant_id and m.user_id = v_settings.handoff_user_id and m.status = 'active')
    then
      v_thread := app.assign_thread(v_thread, v_settings.handoff_user_id);
    else
      perform app.assign_in_turn(v_thread);
      select * into v_thread from public.conversation_threads t where t.tenant_id = v_tenant_id and t.id = p_thread.id;
    end if;
  end if;
  insert into public.ai_conversations as c (tenant_id, thread_id, state, reason, summary, changed_at)
  values (v_tenant_id, v_thread.id, 'locked', p_reason.reason, left(p_summary, 1000), p_now)
  on conflict (tenant_id, thread_id) do update set state = 'locked', reason = excluded.reason, summary = excluded.summary, changed_by = null,
    changed_at = excluded.changed_at, failed_turns = 0;
  update public.ai_proposals r set state = 'withdrawn'
  where r.tenant_id = v_tenant_id and r.thread_id = v_thread.id and r.state in ('open', 'confirmed');
  insert into public.tasks (tenant_id, id, title, note, due_on, assignee_id, patient_id, thread_id)
  values (v_tenant_id, p_turn.id, v_title, nullif(btrim(app.normalize_lines(left(p_summary, 1000))), ''), (p_now at time zone app.clinic_zone(v_tenant_id))::date,
    v_thread.assigned_to, case when cardinality(v_patients) = 1 then v_patients[1] end, v_thread.id)
  on conflict do nothing;
  perform app.broadcast(v_tenant_id, 'task', jsonb_build_object('id', p_turn.id));
  perform app.notify(v_thread, 'assistant_handoff', coalesce(case when v_thread.assigned_to is not null and not p_reason.is_urgent
    then array[v_thread.assigned_to] end, app.notification_audience(v_thread)), null, null, p_reason.title);
  if p_reason.is_urgent then
    perform app.raise_alert(v_tenant_id, 'assistant_risk', v_thread.id::text, jsonb_build_object('thread_key', v_thread.thread_key, 'reason', p_reason.reason), p_now);
  end if;
  perform app.count_assistant(v_tenant_id, p_turn.opened_at, '{"handed": 1}');
end;
$$;
comment on function app.hand_over(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamptz) is
  'Gives a conversation, which the caller holds, to a person: an assignee by the rule of the clinic, an activity whose id is the turn''s, a notification, an alert at once when it is urgent, and the assistant locked until somebody releases it.';
revoke execute on function app.hand_over(public.ai_turns, public.conversation_threads, app.ai_handoff_reasons, text, timestamptz) from public, anon, authenticated;
