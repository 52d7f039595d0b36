create function public.cancel_scheduled_message(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  if v_row.status in ('cancelled', 'failed') then
    return app.scheduled_payload(v_row);
  end if;
  if v_row.status = 'sent' then
    raise sqlstate 'PT409' using message = 'already_sent';
  end if;
  v_row := app.close_scheduled(v_row, 'cancelled', 'by_hand');
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$$;
comment on function public.cancel_scheduled_message(uuid, uuid) is
  'Caller: members. One that is cancelled already is answered as it is. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT409 already_sent.';
revoke execute on function public.cancel_scheduled_message(uuid, uuid) from public, anon, authenticated;
grant execute on function public.cancel_scheduled_message(uuid, uuid) to authenticated;
