-- What everybody sees of a stored file: the message's media.
create function app.media_payload(f app.media_files, p_said jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_strip_nulls((coalesce(p_said, '{}') - array['source', 'reason', 'asked_at']) || jsonb_build_object(
    'state', 'ready', 'path', f.path, 'mime_type', f.mime_type, 'size', f.bytes,
    'file_name', f.file_name,
    'width', coalesce(f.width, (p_said ->> 'width')::int), 'height', coalesce(f.height, (p_said ->> 'height')::int),
    'seconds', coalesce(f.seconds, (p_said ->> 'seconds')::int),
    'shown_as', case
      when f.kind = 'sticker' and f.mime_type = 'image/webp' then 'sticker'
      when f.mime_type = 'audio/ogg' and (f.kind = 'voice' or (p_said ->> 'voice')::boolean) then 'voice'
      when split_part(f.mime_type, '/', 1) in ('image', 'audio', 'video') then split_part(f.mime_type, '/', 1)
      else 'document' end));
$$;
revoke execute on function app.media_payload(app.media_files, jsonb) from public, anon, authenticated;
