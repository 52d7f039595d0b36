-- The summary of a conversation that got older messages, which the caller holds: a newer one wins. One that begins with
-- them stands where its last message puts it; when nobody has written for a week it is finished.
create function app.summarize_import(p_tenant_id uuid, p_thread_id uuid, p_is_new boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_last public.conversation_messages;
  v_thread public.conversation_threads;
begin
  select * into v_last from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id
  order by m.occurred_at desc, m.id desc limit 1;
  update public.conversation_threads t set
    last_message_id = v_last.id, last_message_at = v_last.occurred_at,
    last_message_preview = case when v_last.deleted_at is null then app.message_preview(v_last.kind, v_last.body, v_last.content) else '' end,
    last_message_kind = case when v_last.deleted_at is null then v_last.kind else 'deleted' end,
    last_message_direction = v_last.direction, last_message_status = nullif(v_last.status, 'received'),
    board_column = case when p_is_new and t.last_message_id is null and v_last.direction = 'outbound'
      then app.column_after(t.board_column, t.status, 'clinic_wrote') else t.board_column end,
    status = case when p_is_new and t.last_message_id is null and v_last.occurred_at < now() - interval '7 days'
      then 'finished' else t.status end,
    last_inbound_at = greatest(t.last_inbound_at, (
      select m.occurred_at from public.conversation_messages m
      where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.direction = 'inbound' and m.kind <> 'system'
      order by m.occurred_at desc, m.id desc limit 1))
  where t.tenant_id = p_tenant_id and t.id = p_thread_id and v_last.id is not null;
  -- who waits is told once the conversation is known to be finished
  update public.conversation_threads t set waiting_since = app.waiting_since(t.tenant_id, t.id), updated_at = clock_timestamp()
  where t.tenant_id = p_tenant_id and t.id = p_thread_id returning * into v_thread;
  perform app.publish_thread(v_thread);
  if p_is_new and exists (
    select from app.active_channel(p_tenant_id) c join public.channel_kinds k on k.kind = c.provider where k.has_pictures
  ) then
    -- hundreds of people may come in at once: their gateway answers messages meanwhile
    perform app.want_picture(p_tenant_id, p_thread_id, now() + interval '20 seconds' + random() * interval '10 minutes');
  end if;
end;
$$;
revoke execute on function app.summarize_import(uuid, uuid, boolean) from public, anon, authenticated;
