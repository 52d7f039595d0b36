-- The files of a quick reply that the caller may change, in this order. They were put for it, by the caller or by somebody
-- who could change it then. Errors: PT400 too_many_files, PT404 upload_not_found, PT409 upload_incomplete.
create function app.put_quick_reply_files(p_tenant_id uuid, p_reply_id uuid, p_file_ids uuid[])
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_ids uuid[] := array(select v.id from unnest(p_file_ids) with ordinality v (id, n) group by v.id order by min(v.n));
  v_file app.media_files;
begin
  if cardinality(v_ids) > 5 then
    raise sqlstate 'PT400' using message = 'too_many_files', detail = '5', hint = 'Up to five files.';
  end if;
  for v_file in
    select * from app.media_files f where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.quick_reply_id = p_reply_id
    order by f.id for update
  loop
    if v_file.state in ('uploading', 'storing') then
      raise sqlstate 'PT409' using message = 'upload_incomplete', hint = 'Put the whole file first.';
    end if;
  end loop;
  if (
    select count(*) from app.media_files f
    where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.quick_reply_id = p_reply_id and f.state = 'stored'
      and (f.uploaded_by = auth.uid()
        or exists (select from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_reply_id and x.file_id = f.id)
        -- who takes back that a colleague's reply for the clinic was deleted
        or exists (select from public.tenant_members m
          where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active' and m.role in ('owner', 'admin')))
  ) < cardinality(v_ids) then
    raise sqlstate 'PT404' using message = 'upload_not_found', hint = 'Choose the file again.';
  end if;
  delete from public.quick_reply_files x where x.tenant_id = p_tenant_id and x.reply_id = p_reply_id and x.file_id <> all (v_ids);
  insert into public.quick_reply_files (tenant_id, reply_id, file_id, position)
  select p_tenant_id, p_reply_id, v.id, v.n from unnest(v_ids) with ordinality v (id, n)
  on conflict (tenant_id, reply_id, file_id) do update set position = excluded.position;
  update app.media_files f set expires_at = null where f.tenant_id = p_tenant_id and f.id = any (v_ids) and f.expires_at is not null;
end;
$$;
revoke execute on function app.put_quick_reply_files(uuid, uuid, uuid[]) from public, anon, authenticated;
