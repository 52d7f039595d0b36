create function public.cancel_outbound_message(p_tenant_id uuid, p_message_id uuid)
returns public.conversation_messages
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages := app.lock_outbound(p_tenant_id, p_message_id);
begin
  if v_message.status = 'failed' then
    return v_message;
  end if;
  if v_message.status = 'sending' then
    -- an attempt runs, or one has ended without a word: it may be on the person's phone
    raise sqlstate 'PT409' using message = 'send_in_progress';
  end if;
  if v_message.status <> 'queued' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  update app.jobs j set finished_at = now(), last_error = 'cancelled', lease_token = null, leased_until = null
  where j.tenant_id = p_tenant_id and j.dedupe_key = 'send:' || p_message_id and j.finished_at is null;
  return app.fail_message(p_tenant_id, p_message_id, 'cancelled', null);
end;
$$;
comment on function public.cancel_outbound_message(uuid, uuid) is
  'Caller: members. Takes back a message that waits for its turn or for another attempt; it becomes failed (cancelled). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 send_in_progress, PT409 already_sent.';
revoke execute on function public.cancel_outbound_message(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_outbound_message(uuid, uuid) to authenticated;
