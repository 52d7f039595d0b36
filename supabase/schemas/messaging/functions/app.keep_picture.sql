create function app.keep_picture(p_tenant_id uuid, p_job_id bigint, p_lease_token uuid, p_file jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_job app.jobs;
  v_id uuid;
  v_file app.media_files;
begin
  select * into v_job from app.jobs j
  where j.tenant_id = p_tenant_id and j.id = p_job_id and j.lease_token = p_lease_token and j.finished_at is null and j.dead_at is null
  for update;
  if not found or not exists (
    select from public.conversation_threads t where t.tenant_id = p_tenant_id and t.id = (v_job.payload ->> 'thread_id')::uuid
  ) then
    return null;
  end if;
  select f.* into v_file from app.contact_pictures p
  join app.media_files f on f.tenant_id = p.tenant_id and f.id = p.file_id and f.state = 'stored'
  where p.tenant_id = p_tenant_id and p.thread_id = (v_job.payload ->> 'thread_id')::uuid;
  if v_file.sha256 = p_file ->> 'sha256' then
    return jsonb_build_object('unchanged', true);
  end if;
  -- a job that is run again writes the same object
  v_id := md5('picture:' || p_tenant_id || ':' || p_job_id)::uuid;
  insert into app.media_files as f (tenant_id, id, state, path, kind, mime_type, bytes, sha256, width, height)
  values (p_tenant_id, v_id, 'storing', app.media_path(p_tenant_id, v_id, v_job.created_at, p_file ->> 'extension'), 'picture',
    p_file ->> 'mime_type', (p_file ->> 'bytes')::bigint, p_file ->> 'sha256', (p_file ->> 'width')::int, (p_file ->> 'height')::int)
  on conflict (tenant_id, id) do update set
    state = 'storing', path = excluded.path, mime_type = excluded.mime_type, bytes = excluded.bytes, sha256 = excluded.sha256,
    width = excluded.width, height = excluded.height
  returning * into v_file;
  return jsonb_build_object('path', v_file.path);
end;
$$;
comment on function app.keep_picture(uuid, bigint, uuid, jsonb) is
  'Caller: worker that holds the lease of a picture, before it stores the object. p_file: mime_type, extension, bytes, sha256, width, height. Returns {path}, or {unchanged} when it is the one that is here; NULL when the lease is lost or the conversation is gone.';
revoke execute on function app.keep_picture(uuid, bigint, uuid, jsonb) from public, anon, authenticated;
grant execute on function app.keep_picture(uuid, bigint, uuid, jsonb) to service_role;
