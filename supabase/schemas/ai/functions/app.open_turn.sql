create function app.open_turn(p_tenant_id uuid, p_thread_id uuid, p_message_id uuid, p_opened_at timestamptz, p_run_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid;
begin
  insert into public.ai_turns (tenant_id, thread_id, first_message_id, opened_at, run_at)
  values (p_tenant_id, p_thread_id, p_message_id, p_opened_at, p_run_at)
  returning id into v_id;
  perform app.enqueue_at(p_tenant_id, 'answer_conversation', jsonb_build_object('id', v_id), p_run_at);
end;
$$;
comment on function app.open_turn(uuid, uuid, uuid, timestamptz, timestamptz) is
  'A new turn of a conversation, which the caller holds, and its job.';
revoke execute on function app.open_turn(uuid, uuid, uuid, timestamptz, timestamptz) from public, anon, authenticated;
