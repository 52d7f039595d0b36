-- What each kind of channel can, by its name, as screens read it.
create function app.channel_kinds_payload()
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_object_agg(k.kind, to_jsonb(k) || jsonb_build_object(
    'costs_credits', app.kind_costs_credits(k.kind),
    'media', coalesce((
      select jsonb_object_agg(m.media, jsonb_build_object('mime_types', m.mime_types, 'max_bytes', m.max_bytes,
        'takes_caption', m.takes_caption))
      from public.channel_media m where m.kind = k.kind), '{}')))
  from public.channel_kinds k;
$$;
revoke execute on function app.channel_kinds_payload() from public, anon, authenticated;
