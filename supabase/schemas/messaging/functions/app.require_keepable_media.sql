-- How many bytes of such a file some kind of channel sends: a clinic may change its channel, and its quick replies stay.
-- Errors: PT409 media_not_supported, PT400 media_too_large.
create function app.require_keepable_media(p_media text, p_mime_type text, p_bytes bigint)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  v_limit bigint;
begin
  select max(least(r.max_bytes, app.media_byte_limit())) into v_limit from public.channel_media r
  where r.media = p_media and r.media in ('image', 'audio', 'document')
    -- a browser may know no type: the content is looked at before it is kept
    and (p_mime_type in ('', 'application/octet-stream') or p_mime_type = any (r.mime_types));
  if v_limit is null then
    raise sqlstate 'PT409' using message = 'media_not_supported', detail = coalesce((
      select string_agg(distinct t.one, ',') from public.channel_media r cross join unnest(r.mime_types) t (one) where r.media = p_media), '');
  end if;
  if p_bytes > v_limit then
    raise sqlstate 'PT400' using message = 'media_too_large', detail = v_limit::text, hint = format('Up to %s bytes.', v_limit);
  end if;
  return v_limit;
end;
$$;
revoke execute on function app.require_keepable_media(text, text, bigint) from public, anon, authenticated;
