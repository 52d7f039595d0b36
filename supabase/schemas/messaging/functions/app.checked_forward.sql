-- Another message of the clinic, to be sent once more. A file is not copied: both messages show one object.
create function app.checked_forward(p_tenant_id uuid, p_provider text, p_content jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_file app.media_files;
  v_rule public.channel_media;
begin
  select * into v_message from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.id::text = p_content ->> 'forward_of' and m.deleted_at is null;
  if not found then
    raise sqlstate 'PT404' using message = 'message_not_found';
  end if;
  if v_message.media_file_id is not null then
    select * into v_file from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = v_message.media_file_id and f.state = 'stored' for update;
    if not found then
      raise sqlstate 'PT404' using message = 'message_not_found';
    end if;
    v_rule := app.require_sendable_media(p_provider,
      case when v_message.media ->> 'shown_as' = 'voice' then 'voice' else v_message.kind end, v_file.mime_type, v_file.bytes);
    return jsonb_build_object('kind', v_message.kind, 'body', case when v_rule.takes_caption then v_message.body end,
      'content', '{"forwarded": true}'::jsonb, 'media', v_message.media, 'media_file_id', v_file.id);
  end if;
  if v_message.media is not null or v_message.kind not in ('text', 'location', 'contact') then
    raise sqlstate 'PT409' using message = 'content_not_supported';
  end if;
  return jsonb_build_object('kind', v_message.kind, 'body', v_message.body, 'content', '{"forwarded": true}'::jsonb
    || case v_message.kind when 'text' then '{}'::jsonb else v_message.content - array['quoted', 'forwarded', 'ad', 'ephemeral', 'via_api', 'participant'] end);
end;
$$;
revoke execute on function app.checked_forward(uuid, text, jsonb) from public, anon, authenticated;
