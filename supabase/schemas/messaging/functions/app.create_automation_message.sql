create function app.create_automation_message(
  p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text, p_template jsonb default null,
  p_content jsonb default null
)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_purpose text := coalesce((select r.purpose from app.automation_reasons r where r.reason = p_reason), 'service');
  v_thread public.conversation_threads;
  v_created jsonb;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if app.opted_out_of(p_tenant_id, v_thread.id, v_purpose) then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  if v_thread.blocked_at is not null then
    return jsonb_build_object('skipped', 'conversation_blocked');
  end if;
  v_created := app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null, p_template, p_content);
  perform app.keep_reminder_credits(p_tenant_id, p_reason, v_created);
  return v_created;
exception when sqlstate 'PT409' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT400' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$$;
comment on function app.create_automation_message(uuid, text, uuid, text, text, jsonb, jsonb) is
  'Caller: workers. The one gate of what is sent by itself: like create_outbound_message, p_template {id, variables} in place of a text, p_content {choices} beside it; p_reason is a row of app.automation_reasons, another one counts as service. Answers {skipped: code} where a person would get a refusal, where the person opted out of that purpose, or where the credits are kept for more important things.';
revoke execute on function app.create_automation_message(uuid, text, uuid, text, text, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.create_automation_message(uuid, text, uuid, text, text, jsonb, jsonb) to service_role;
