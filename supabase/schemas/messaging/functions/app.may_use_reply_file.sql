-- Whether somebody sees a file that was put for a quick reply: whoever put it, and who sees the reply.
create function app.may_use_reply_file(f app.media_files, p_user_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select f.quick_reply_id is not null and (f.uploaded_by = p_user_id or exists (
    select from public.quick_reply_files x
    join public.quick_replies q on q.tenant_id = x.tenant_id and q.id = x.reply_id
    where x.tenant_id = f.tenant_id and x.file_id = f.id and (q.owner_id is null or q.owner_id = p_user_id)));
$$;
revoke execute on function app.may_use_reply_file(app.media_files, uuid) from public, anon, authenticated;
