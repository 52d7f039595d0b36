-- The person does not wait: the message is tried now and, when earlier ones are still to go, before them.
create function app.send_message_now(p_tenant_id uuid, p_message_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_job app.jobs;
  v_thread_id uuid;
  v_lease jsonb;
begin
  perform app.require_member(p_tenant_id);
  select m.thread_id into v_thread_id from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id and m.direction = 'outbound';
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.id in (select l.id from app.line_of(p_tenant_id, v_thread_id) l) order by j.id for update;
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  perform from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = v_message.thread_id for update;
  select l.* into v_job from app.line_of(p_tenant_id, v_message.thread_id) l where l.payload ->> 'message_id' = p_message_id::text;
  -- settled, or under way already
  if not found or v_job.leased_until >= clock_timestamp() then
    return jsonb_build_object('message', to_jsonb(v_message), 'lease', null);
  end if;
  if exists (
    select from app.line_of(p_tenant_id, v_message.thread_id) l
    where l.line_no < v_job.line_no and l.leased_until >= clock_timestamp()
  ) then
    raise sqlstate 'PT409' using message = 'earlier_in_progress', hint = 'The message before it is being sent at this moment.';
  end if;
  -- the first place of the line for this one; those before it move back by one
  update app.jobs j set line_no = s.line_no
  from (
    select o.id, p.line_no from (
      select l.id, row_number() over (order by l.id <> v_job.id, l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) o
    join (
      select l.line_no, row_number() over (order by l.line_no) as place
      from app.line_of(p_tenant_id, v_message.thread_id) l where l.line_no <= v_job.line_no) p using (place)
  ) s
  where j.tenant_id = p_tenant_id and j.id = s.id and j.line_no <> s.line_no;
  update app.jobs j set
    attempts = j.attempts + 1, lease_token = gen_random_uuid(), leased_until = clock_timestamp() + app.job_lease(j.kind)
  where j.tenant_id = p_tenant_id and j.id = v_job.id returning * into v_job;
  v_lease := app.open_send(v_job);
  select * into v_message from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', v_lease);
end;
$$;
comment on function app.send_message_now(uuid, uuid) is
  'Caller: any member, through send-whatsapp-message. {message, lease}; no lease for one that is settled or under way. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 earlier_in_progress.';
revoke execute on function app.send_message_now(uuid, uuid) from public, anon, authenticated;
grant execute on function app.send_message_now(uuid, uuid) to authenticated;
