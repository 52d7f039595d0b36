create function app.send_auto_reply(p_tenant_id uuid, p_message_id uuid, p_client_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_thread public.conversation_threads;
  v_name text;
  v_decision jsonb;
  v_refusal text;
  v_created jsonb;
begin
  select m.* into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  if not found then
    return jsonb_build_object('skipped', 'message_not_found');
  end if;
  select * into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  v_name := nullif(split_part(v_thread.contact_name, ' ', 1), '');
  -- message and log are written together: whoever comes again after a crash finds both or neither
  if exists (select from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.message_id = p_message_id) then
    return jsonb_build_object('skipped', 'decided');
  end if;
  v_decision := app.autoreply_decision(p_tenant_id, v_message.occurred_at);
  v_refusal := case
      when v_thread.is_group then 'group'
      when app.is_own_number(v_thread) then 'own_number'
      when not (v_decision ->> 'replies')::boolean then v_decision ->> 'reason'
      when v_message.occurred_at < now() - interval '30 minutes' then 'too_late'
      when v_thread.blocked_at is not null then 'conversation_blocked'
      when exists (select from public.conversation_messages o where o.tenant_id = p_tenant_id and o.thread_id = v_thread.id
        and o.direction = 'outbound' and o.origin <> 'automation' and o.occurred_at > v_message.occurred_at) then 'answered'
      when exists (select from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id and l.outcome = 'sent'
        and l.decided_at > now() - make_interval(mins => (app.autoreply_settings_of(p_tenant_id)).cooldown_minutes)) then 'cooldown'
      when app.looks_like_a_bot(v_message) then 'looks_like_a_bot'
      when (select count(*) from public.conversation_autoreply_log l where l.tenant_id = p_tenant_id and l.thread_id = v_thread.id
        and l.outcome = 'sent' and l.decided_at > now() - interval '1 day') >= 3 then 'loop_guard'
    end;
  if v_refusal is null then
    v_created := app.create_automation_text(p_tenant_id, v_thread.thread_key, p_client_id,
      replace(replace(v_decision ->> 'text', ', {nome}', coalesce(', ' || v_name, '')), '{nome}', coalesce(v_name, '')), 'auto_reply',
      nullif(v_decision -> 'template', 'null') || jsonb_build_object('variables', (
        -- a template takes no empty value
        select coalesce(jsonb_object_agg(e.key, replace(e.value, '{nome}', coalesce(v_name, 'você'))), '{}')
        from jsonb_each_text(v_decision #> '{template,variables}') e)));
    v_refusal := v_created ->> 'skipped';
  end if;
  insert into public.conversation_autoreply_log (tenant_id, message_id, thread_id, outcome, reason, reply_id)
  values (p_tenant_id, p_message_id, v_thread.id, case when v_refusal is null then 'sent' else 'skipped' end, v_refusal, (v_created #>> '{message,id}')::uuid)
  on conflict (tenant_id, message_id) do nothing;
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
end;
$$;
comment on function app.send_auto_reply(uuid, uuid, uuid) is
  'Caller: workers. Answers a message of a person by itself where the clinic wants that, once for p_message_id, and writes down why it did not. Returns what create_automation_message does.';
revoke execute on function app.send_auto_reply(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.send_auto_reply(uuid, uuid, uuid) to service_role;
