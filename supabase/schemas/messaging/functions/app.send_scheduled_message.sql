create function app.send_scheduled_message(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
  v_thread public.conversation_threads;
  v_created jsonb;
  v_refusal text;
begin
  -- the message takes the id of what was scheduled: a repetition finds it
  perform app.lock_send(p_tenant_id, p_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null or v_row.status <> 'scheduled' or v_row.send_at > now() + interval '1 second' then
    return jsonb_build_object('skipped', coalesce(v_row.status, 'scheduled_message_not_found'));
  end if;
  select * into v_thread from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_row.thread_id;
  begin
    perform app.require_open_to_us(v_thread);
    if v_thread.opted_out then
      raise sqlstate 'PT409' using message = 'opted_out';
    end if;
    v_created := app.enqueue_message(v_thread, p_id, v_row.body, null, 'app', v_row.created_by, v_row.template);
  exception when sqlstate 'PT400' or sqlstate 'PT402' or sqlstate 'PT404' or sqlstate 'PT409' then
    v_refusal := sqlerrm;
  end;
  if v_refusal is null then
    perform app.close_scheduled(v_row, 'sent', null, (v_created #>> '{message,id}')::uuid);
  else
    perform app.close_scheduled(v_row, 'failed', v_refusal);
  end if;
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return coalesce(v_created, jsonb_build_object('skipped', v_refusal));
end;
$$;
comment on function app.send_scheduled_message(uuid, uuid) is
  'Caller: workers, when its moment has come. Like create_outbound_message in the name of whoever wrote it; answers {skipped: code} where a person would get a refusal, and keeps the code. Balances are the last to be locked, so what it does after the message takes no other lock.';
revoke execute on function app.send_scheduled_message(uuid, uuid) from public, anon, authenticated;
grant execute on function app.send_scheduled_message(uuid, uuid) to service_role;
