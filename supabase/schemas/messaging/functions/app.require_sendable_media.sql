-- What this channel takes of a file: the row of its kind. Errors: PT409 media_not_supported, PT400 media_too_large.
create function app.require_sendable_media(p_provider text, p_media text, p_mime_type text, p_bytes bigint)
returns public.channel_media
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rule public.channel_media;
  v_limit bigint;
begin
  select * into v_rule from public.channel_media r where r.kind = p_provider and r.media = p_media;
  -- a browser may know no type: the content is looked at before anything is sent
  if not found or p_mime_type not in ('', 'application/octet-stream') and not p_mime_type = any (v_rule.mime_types) then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = coalesce(array_to_string(v_rule.mime_types, ','), ''),
      hint = 'Send the file as another kind.';
  end if;
  v_limit := least(v_rule.max_bytes, app.media_byte_limit());
  if p_bytes > v_limit then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_limit::text, hint = format('Up to %s bytes.', v_limit);
  end if;
  return v_rule;
end;
$$;
revoke execute on function app.require_sendable_media(text, text, text, bigint) from public, anon, authenticated;
