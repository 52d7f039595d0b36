create function app.request_message_change(p_tenant_id uuid, p_message_id uuid, p_change text, p_value text default null)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_kind public.channel_kinds;
  v_minutes integer;
  v_value text := coalesce(p_value, '');
  v_key text;
  v_job app.jobs;
begin
  perform app.require_member(p_tenant_id);
  v_key := concat_ws(':', 'change', p_change, p_message_id);
  perform from app.jobs j where j.tenant_id = p_tenant_id and j.dedupe_key = v_key and j.finished_at is null for update;
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id = p_message_id for update;
  if not found or v_message.deleted_at is not null then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.provider_message_id is null then
    raise sqlstate 'PT409' using message = 'message_not_sent', hint = 'Wait until it is sent, or cancel it.';
  end if;
  if not exists (select from public.notification_channels c where c.tenant_id = p_tenant_id and c.id = v_message.channel_id and c.is_active) then
    raise sqlstate 'PT409' using message = 'no_active_channel', hint = 'The number of this message is not connected any more.';
  end if;
  select * into v_kind from public.channel_kinds k where k.kind = v_message.provider;
  if p_change = 'react' then
    if not v_kind.takes_reactions then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    elsif char_length(v_value) > 16 or v_value ~ '[[:alnum:][:cntrl:]]' and v_value !~ '^[0-9#*]\ufe0f?\u20e3$' then
      raise sqlstate 'PT400' using message = 'content_invalid', detail = 'emoji';
    end if;
  elsif p_change in ('edit', 'delete') then
    v_minutes := case p_change when 'edit' then v_kind.edit_minutes else v_kind.delete_minutes end;
    if v_message.direction <> 'outbound' or v_minutes is null or p_change = 'edit' and v_message.kind <> 'text'
      or v_message.content ? 'template' then
      raise sqlstate 'PT409' using message = 'content_not_supported';
    elsif v_message.occurred_at < now() - make_interval(mins => v_minutes) then
      raise sqlstate 'PT409' using message = 'too_late_to_change', detail = v_minutes::text;
    end if;
    v_value := case p_change when 'edit' then app.checked_body(p_value, false) else '' end;
    if char_length(v_value) > v_kind.max_text_length then
      raise sqlstate 'PT400' using message = 'body_too_long', detail = v_kind.max_text_length::text;
    end if;
  else
    raise sqlstate 'PT400' using message = 'content_invalid', detail = 'change';
  end if;
  -- of two wishes about one message the later counts; an attempt that runs is not heard any more
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, attempts, lease_token, leased_until)
  values (p_tenant_id, 'change_message', jsonb_build_object('message_id', p_message_id, 'change', p_change, 'value', v_value,
    'asked_at', clock_timestamp()), v_key, 1, gen_random_uuid(), clock_timestamp() + app.job_lease('change_message'))
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do update set
    payload = excluded.payload, attempts = 1, lease_token = excluded.lease_token, leased_until = excluded.leased_until,
    dead_at = null, last_error = null, run_at = now()
  returning * into v_job;
  return jsonb_build_object('message', to_jsonb(v_message), 'lease', app.change_lease(v_job, v_message));
end;
$$;
comment on function app.request_message_change(uuid, uuid, text, text) is
  'Caller: any member, through change-whatsapp-message. p_change: react (p_value an emoji, empty to take it back), edit (p_value the new words), delete (for everyone). A later wish about the same message replaces an earlier one that is not done. Returns {message, lease}. Errors: PT401 not_signed_in, PT403 not_a_member, PT404 message_not_found, PT409 message_not_sent, PT409 no_active_channel, PT409 content_not_supported, PT400 content_invalid, PT409 too_late_to_change (detail: minutes), PT400 empty_body, PT400 body_too_long.';
revoke execute on function app.request_message_change(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.request_message_change(uuid, uuid, text, text) to authenticated;
