create function public.edit_scheduled_message(
  p_tenant_id uuid, p_id uuid, p_body text, p_send_at timestamptz, p_cancel_on_inbound boolean default true,
  p_template jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.scheduled_messages;
  v_body text;
  v_template jsonb;
  v_send_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  v_row := app.lock_scheduled(p_tenant_id, p_id);
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'scheduled_message_not_found';
  end if;
  v_template := coalesce(p_template, v_row.template);
  v_body := app.checked_text(p_body, v_template is not null);
  v_send_at := app.require_send_time(p_send_at);
  if v_row.status <> 'scheduled' then
    raise sqlstate 'PT409' using message = 'not_scheduled_any_more', detail = v_row.status;
  end if;
  if (v_row.body, v_row.send_at, v_row.cancel_on_inbound, v_row.template)
    is not distinct from (v_body, v_send_at, coalesce(p_cancel_on_inbound, true), v_template) then
    return app.scheduled_payload(v_row);
  end if;
  if p_template is not null then
    perform app.require_template(p_tenant_id, p_template);
  end if;
  update public.scheduled_messages s set
    body = v_body, template = v_template, send_at = v_send_at, cancel_on_inbound = coalesce(p_cancel_on_inbound, true), updated_at = clock_timestamp()
  where s.tenant_id = p_tenant_id and s.id = p_id returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_row.thread_id));
  return app.scheduled_payload(v_row);
end;
$$;
comment on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean, jsonb) is
  'Caller: members. Other words or another moment for what is still to be sent; p_template is sent instead of what was there (p_body empty); without it a template stays. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 scheduled_message_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT409 not_scheduled_any_more, PT404 template_not_found, PT409 template_not_supported, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';
revoke execute on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean, jsonb) from public, anon, authenticated;
grant execute on function public.edit_scheduled_message(uuid, uuid, text, timestamptz, boolean, jsonb) to authenticated;
