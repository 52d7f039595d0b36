-- A file of a quick reply that the sender sees, as the message keeps it: one object, which the message shows from now on.
-- Where the channel does not take it as what it is, it goes as a document.
create function app.checked_reply_file(p_tenant_id uuid, p_provider text, p_content jsonb, p_body text, p_by uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_file app.media_files;
begin
  -- held until the message is there: whoever deletes the quick reply waits, and leaves the file to the message
  select * into v_file from app.media_files f
  where f.tenant_id = p_tenant_id and f.id::text = p_content ->> 'quick_reply_file_id' and f.state = 'stored'
    and app.may_use_reply_file(f, p_by) for update;
  if not found then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  if not exists (
    select from public.channel_media r
    where r.kind = p_provider and r.media = v_file.kind and v_file.mime_type = any (r.mime_types)
      and v_file.bytes <= least(r.max_bytes, app.media_byte_limit())
  ) then
    v_file.kind := 'document';
  end if;
  if not (app.require_sendable_media(p_provider, v_file.kind, v_file.mime_type, v_file.bytes)).takes_caption
    and btrim(coalesce(p_body, '')) <> '' then
    raise sqlstate 'PT400' using message = 'caption_not_supported', hint = 'Send the text as a message of its own.';
  end if;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = v_file.id;
  return jsonb_build_object('kind', v_file.kind, 'content', '{}'::jsonb, 'media', app.media_payload(v_file, null),
    'media_file_id', v_file.id);
end;
$$;
revoke execute on function app.checked_reply_file(uuid, text, jsonb, text, uuid) from public, anon, authenticated;
