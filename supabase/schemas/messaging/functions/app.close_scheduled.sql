-- Settles a scheduled message that the caller holds. Its job finds it settled and does nothing.
create function app.close_scheduled(p_scheduled public.scheduled_messages, p_status text, p_reason text, p_message_id uuid default null)
returns public.scheduled_messages
language plpgsql
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
begin
  update public.scheduled_messages s set
    status = p_status, reason = p_reason, message_id = p_message_id, updated_at = clock_timestamp()
  where s.tenant_id = p_scheduled.tenant_id and s.id = p_scheduled.id returning * into v_row;
  perform app.publish_scheduled(v_row);
  return v_row;
end;
$$;
revoke execute on function app.close_scheduled(public.scheduled_messages, text, text, uuid) from public, anon, authenticated;
