create function public.edit_scheduled_message(
  p_tenant_id uuid, p_id uuid, p_body text, p_send_at timestamptz, p_cancel_on_inbound boolean default true
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
  v_body text;
  v_send_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  v_body := app.checked_text(p_body, v_row.template is not null);
  v_send_at := app.require_send_time(p_send_at);
  if v_row.status <> 'scheduled' then
    raise sqlstate 'PT409' using message = 'not_scheduled_any_more', detail = v_row.status;
  end if;
  if (v_row.body, v_row.send_at, v_row.cancel_on_inbound) = (v_body, v_send_at, coalesce(p_cancel_on_inbound, true)) then
    return app.scheduled_payload(v_row);
  end if;
  update public.scheduled_messages s set
    body = v_body, send_at = v_send_at, cancel_on_inbound = coalesce(p_cancel_on_inbound, true), updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$$;
comment on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean) is
  'Caller: members. Other words or another moment for what is still to be sent; a template keeps its words (p_body empty). Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT409 not_scheduled_any_more.';
revoke execute on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean) from public, anon, authenticated;
grant execute on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean) to authenticated;
