-- A file that no message shows any more, and no quick reply keeps, is removed, by a job: the bucket is changed through its own
-- API only. A file of another bucket is kept by somebody from when it does not expire any more.
create function app.release_media_file(p_tenant_id uuid, p_file_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  -- a separate step: whoever forwards the file holds it, and is seen once it is done
  perform from app.media_files f where f.tenant_id = p_tenant_id and f.id = p_file_id for update;
  update app.media_files f set state = 'doomed', expires_at = null
  where f.tenant_id = p_tenant_id and f.id = p_file_id and (f.bucket = 'whatsapp-media' or f.expires_at is not null)
    and not exists (select from public.conversation_messages m where m.tenant_id = p_tenant_id and m.media_file_id = p_file_id)
    and not exists (select from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.file_id = p_file_id);
  if found then
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    values (p_tenant_id, 'remove_media', jsonb_build_object('file_id', p_file_id), 'remove_media:' || p_file_id)
    on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  end if;
end;
$$;
revoke execute on function app.release_media_file(uuid, uuid) from public, anon, authenticated;
