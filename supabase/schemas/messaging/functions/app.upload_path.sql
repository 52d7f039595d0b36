-- Where a browser puts a file: apart from those that were looked at.
create function app.upload_path(p_tenant_id uuid, p_file_id uuid)
returns text
language sql
immutable
set search_path = ''
as $$
  select p_tenant_id || '/uploads/' || p_file_id;
$$;
revoke execute on function app.upload_path(uuid, uuid) from public, anon, authenticated;
