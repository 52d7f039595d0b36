create function app.create_automation_message(p_tenant_id uuid, p_thread_key text, p_client_id uuid, p_body text, p_reason text)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
begin
  perform app.lock_send(p_tenant_id, p_client_id);
  v_thread := app.lock_thread_of_key(p_tenant_id, p_thread_key);
  if v_thread.id is null then
    return jsonb_build_object('skipped', 'conversation_not_found');
  end if;
  if v_thread.opted_out and p_reason <> 'opt_out_ack' then
    return jsonb_build_object('skipped', 'opted_out');
  end if;
  if v_thread.blocked_at is not null then
    return jsonb_build_object('skipped', 'conversation_blocked');
  end if;
  return app.enqueue_message(v_thread, p_client_id, p_body, null, 'automation', null);
exception when sqlstate 'PT409' or sqlstate 'PT402' then
  return jsonb_build_object('skipped', sqlerrm);
end;
$$;
comment on function app.create_automation_message(uuid, text, uuid, text, text) is
  'Caller: workers. Like create_outbound_message; answers {skipped: code} where a person would get a refusal.';
revoke execute on function app.create_automation_message(uuid, text, uuid, text, text) from public, anon, authenticated;
grant execute on function app.create_automation_message(uuid, text, uuid, text, text) to service_role;
