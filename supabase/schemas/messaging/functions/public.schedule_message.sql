create function public.schedule_message(
  p_tenant_id uuid, p_thread_key text, p_id uuid, p_body text, p_send_at timestamptz, p_cancel_on_inbound boolean default true,
  p_template jsonb default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads := app.lock_thread(p_tenant_id, p_thread_key);
  v_body text := app.checked_text(p_body, p_template is not null);
  v_send_at timestamptz := app.require_send_time(p_send_at);
  v_row public.scheduled_messages;
begin
  if p_id is null then
    raise sqlstate 'PT400' using message = 'missing_client_id';
  end if;
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  select * into v_row from public.scheduled_messages s where s.tenant_id = p_tenant_id and s.id = p_id;
  if found then
    if v_row.thread_id <> v_thread.id then
      raise sqlstate 'PT409' using message = 'client_id_in_use';
    end if;
    return app.scheduled_payload(v_row);
  end if;
  if p_template is not null then
    perform app.require_template(p_tenant_id, p_template);
  end if;
  if (select count(*) from public.scheduled_messages s
    where s.tenant_id = p_tenant_id and s.thread_id = v_thread.id and s.status = 'scheduled') >= 20 then
    raise sqlstate 'PT409' using message = 'too_many_scheduled', detail = '20';
  end if;
  insert into public.scheduled_messages (tenant_id, id, thread_id, body, template, send_at, cancel_on_inbound, created_by)
  values (p_tenant_id, p_id, v_thread.id, v_body, p_template, v_send_at, coalesce(p_cancel_on_inbound, true), auth.uid())
  returning * into v_row;
  perform app.enqueue_at(p_tenant_id, 'send_scheduled', jsonb_build_object('id', p_id), v_send_at);
  perform app.publish_scheduled(v_row);
  perform app.publish_thread(app.refresh_next_scheduled(p_tenant_id, v_thread.id));
  return app.scheduled_payload(v_row);
end;
$$;
comment on function public.schedule_message(uuid, text, uuid, text, timestamptz, boolean, jsonb) is
  'Caller: members. Writes a text, or p_template {id, variables}, that is sent at p_send_at unless the person writes first (p_cancel_on_inbound). p_id comes from the client, and a repetition answers what is there. Opt-out, window and credits are asked at the moment of sending. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 conversation_not_found, PT400 empty_body, PT400 body_too_long, PT400 body_with_template, PT400 invalid_moment, PT400 missing_client_id, PT409 opted_out, PT409 client_id_in_use, PT409 too_many_scheduled, PT404 template_not_found, PT409 template_not_supported, PT409 template_not_approved, PT400 template_variables_invalid, PT400 template_too_long.';
revoke execute on function public.schedule_message(uuid, text, uuid, text, timestamptz, boolean, jsonb) from public, anon, authenticated;
grant execute on function public.schedule_message(uuid, text, uuid, text, timestamptz, boolean, jsonb) to authenticated;
