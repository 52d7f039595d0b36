create function public.begin_media_upload(
  p_tenant_id uuid, p_thread_key text, p_upload_id uuid, p_kind text, p_mime_type text, p_bytes bigint, p_file_name text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.conversation_threads;
  v_channel public.notification_channels;
  v_rule public.channel_media;
  v_file app.media_files;
  v_type text := lower(split_part(coalesce(p_mime_type, ''), ';', 1));
begin
  perform app.require_member(p_tenant_id);
  if p_upload_id is null or coalesce(p_bytes, 0) <= 0 then
    raise sqlstate 'PT400' using message = 'empty_upload';
  end if;
  select t.* into v_thread from public.conversation_threads t
  where t.tenant_id = p_tenant_id and t.id = app.thread_id_of_key(p_tenant_id, p_thread_key);
  if not found then
    raise sqlstate 'PT404' using message = 'conversation_not_found';
  end if;
  if v_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  v_channel := app.require_sendable_channel(v_thread, false);
  v_rule := app.require_sendable_media(v_channel.provider, p_kind, v_type, p_bytes);
  v_file := app.begin_upload(p_tenant_id, p_upload_id, p_kind, v_type, p_bytes, p_file_name);
  return jsonb_build_object('upload_id', v_file.id, 'bucket', 'whatsapp-media', 'path', app.upload_path(p_tenant_id, v_file.id),
    'is_stored', v_file.state = 'stored', 'max_bytes', least(v_rule.max_bytes, app.media_byte_limit()),
    'takes_caption', v_rule.takes_caption);
end;
$$;
comment on function public.begin_media_upload(uuid, text, uuid, text, text, bigint, text) is
  'Caller: members, before a browser puts a file at path of bucket (up to 6 MB in one piece, above that by the resumable protocol; x-upsert must be off, and an answer that it is there already counts as done). p_upload_id is chosen by the browser: the same again is the same upload. p_kind: image, audio, voice, video, document, sticker. Then send-whatsapp-message with {content: {upload_id}} looks at the file and sends it; what is never sent is removed after a day. Returns {upload_id, bucket, path, is_stored, max_bytes, takes_caption}. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 empty_upload, PT404 conversation_not_found, PT409 opted_out, PT409 no_active_channel, PT409 channel_disconnected, PT409 outside_24h_window, PT409 media_not_supported (detail: types that are taken), PT400 media_too_large (detail: bytes that are taken), PT429 too_many_uploads, PT409 upload_id_in_use.';
revoke execute on function public.begin_media_upload(uuid, text, uuid, text, text, bigint, text) from public, anon, authenticated;
grant execute on function public.begin_media_upload(uuid, text, uuid, text, text, bigint, text) to authenticated;
