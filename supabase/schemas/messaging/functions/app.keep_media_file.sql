create function app.keep_media_file(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_file jsonb)
returns text
language plpgsql
set search_path = ''
as $$
declare
  v_message public.conversation_messages;
  v_path text;
begin
  perform from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found then
    return null;
  end if;
  select m.* into v_message from app.jobs j
  join public.conversation_messages m on m.tenant_id = j.tenant_id and m.id = (j.payload ->> 'message_id')::uuid
  where j.tenant_id = p_tenant_id and j.id = p_job_id;
  if v_message.id is null or v_message.deleted_at is not null then
    return null;
  end if;
  insert into app.media_files as f (tenant_id, id, state, path, kind, mime_type, bytes, sha256, file_name, width, height, seconds)
  values (p_tenant_id, v_message.id, 'storing',
    app.media_path(p_tenant_id, v_message.id, v_message.occurred_at, p_file ->> 'extension'), v_message.kind,
    p_file ->> 'mime_type', (p_file ->> 'bytes')::bigint, p_file ->> 'sha256', p_file ->> 'file_name',
    (p_file ->> 'width')::int, (p_file ->> 'height')::int, (p_file ->> 'seconds')::int)
  on conflict (tenant_id, id) do update set
    state = 'storing', path = excluded.path, mime_type = excluded.mime_type, bytes = excluded.bytes, sha256 = excluded.sha256,
    file_name = excluded.file_name, width = excluded.width, height = excluded.height, seconds = excluded.seconds
  returning f.path into v_path;
  return v_path;
end;
$$;
comment on function app.keep_media_file(uuid, bigint, uuid, jsonb) is
  'Caller: worker that holds the lease of a fetch, before it stores the object. p_file: mime_type, extension, bytes, sha256, file_name, width, height, seconds. Returns the path; NULL when the lease is lost or the message is gone.';
revoke execute on function app.keep_media_file(uuid, bigint, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_media_file(uuid, bigint, uuid, jsonb) to service_role;
