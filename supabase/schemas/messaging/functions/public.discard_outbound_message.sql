create function public.discard_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status <> 'failed' or v_message.provider_message_id is not null
    or v_message.error_code is not distinct from 'delivery_unknown' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), dead_at = null, last_error = concat_ws('; ', j.last_error, 'discarded')
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  delete from public.conversation_messages m where m.tenant_id = p_tenant_id and m.id = p_message_id;
  perform app.publish_thread(app.refresh_thread_summary(p_tenant_id, v_message.thread_id));
  perform app.broadcast(p_tenant_id, 'message_removed',
    jsonb_build_object('id', v_message.id, 'thread_id', v_message.thread_id));
end;
$$;
comment on function public.discard_outbound_message(uuid, uuid) is
  'Caller: members. Removes a failed message that the provider never took. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 already_sent (it may have arrived).';
revoke execute on function public.discard_outbound_message(uuid, uuid) from public, anon, authenticated;
grant execute on function public.discard_outbound_message(uuid, uuid) to authenticated;
