-- A quick reply as browsers get it, with its files in their order.
create function app.quick_reply_payload(q public.quick_replies)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(q) - 'created_at' || jsonb_build_object('files', coalesce((
    select jsonb_agg(jsonb_build_object('id', f.id, 'path', f.path, 'kind', f.kind, 'mime_type', f.mime_type, 'size', f.bytes,
      'file_name', f.file_name, 'width', f.width, 'height', f.height, 'seconds', f.seconds) order by x.position, f.id)
    from public.quick_reply_files x
    join app.media_files f on f.tenant_id = x.tenant_id and f.id = x.file_id
    where x.tenant_id = q.tenant_id and x.reply_id = q.id), '[]'));
$$;
revoke execute on function app.quick_reply_payload(public.quick_replies) from public, anon, authenticated;
