-- A picture was replaced, or its conversation is gone: its object is removed by a job.
create function app.tg_contact_pictures__release()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- a clinic that is deleted takes its jobs with it
  if exists (select from public.tenants t where t.id = old.tenant_id) then
    perform app.release_media_file(old.tenant_id, old.file_id);
  end if;
  return null;
end;
$$;
revoke execute on function app.tg_contact_pictures__release() from public, anon, authenticated;
