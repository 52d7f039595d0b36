create function app.may_read_media(p_path text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- the file of a quick reply is for who sees the reply, until it is in a message; an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files f
    where f.tenant_id in (select t from app.my_tenant_ids() t) and f.bucket = 'whatsapp-media' and f.path = p_path
      and (f.state = 'stored' and (f.quick_reply_id is null or app.may_use_reply_file(f, auth.uid()) or exists (
          select from public.conversation_messages m where m.tenant_id = f.tenant_id and m.media_file_id = f.id))
        or f.state = 'uploading' and f.uploaded_by = auth.uid()));
end;
$$;
comment on function app.may_read_media(text) is 'Whether the caller may open an object of whatsapp-media. Asked by the policies of storage.objects.';
revoke execute on function app.may_read_media(text) from public, anon, authenticated;
grant execute on function app.may_read_media(text) to authenticated, service_role;
