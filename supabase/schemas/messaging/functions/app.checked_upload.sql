-- A file that was put and looked at, as the message keeps it.
create function app.checked_upload(p_tenant_id uuid, p_provider text, p_content jsonb, p_body text, p_by uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_file app.media_files;
begin
  -- held until the message is there: nobody sweeps it meanwhile
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id::text = p_content ->> 'upload_id' and f.uploaded_by = p_by
    and f.bucket = 'whatsapp-media' for update;
  if not found or v_file.state = 'doomed' then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if v_file.state <> 'stored' then
    raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
  end if;
  if not (app.require_sendable_media(p_provider, v_file.kind, v_file.mime_type, v_file.bytes)).takes_caption
    and btrim(coalesce(p_body, '')) <> '' then
    raise sqlstate 'PT400' using message = 'caption_not_supported', hint = 'Send the text as a message of its own.';
  end if;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_file.id;
  return jsonb_build_object('kind', case v_file.kind when 'voice' then 'audio' else v_file.kind end, 'content', '{}'::jsonb,
    'media', app.media_payload(v_file, case when v_file.kind = 'voice' then '{"voice": true}'::jsonb end)
      || case when jsonb_typeof(p_content -> 'waveform') = 'array' and jsonb_array_length(p_content -> 'waveform') <= 100
        then jsonb_build_object('waveform', p_content -> 'waveform') else '{}'::jsonb end,
    'media_file_id', v_file.id);
end;
$$;
revoke execute on function app.checked_upload(uuid, text, jsonb, text, uuid) from public, anon, authenticated;
