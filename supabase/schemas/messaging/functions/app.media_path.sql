-- Where a file is kept. The same file always has the same place.
create function app.media_path(p_tenant_id uuid, p_file_id uuid, p_at timestamptz, p_extension text)
returns text
language sql
immutable
set search_path = ''
as $$
  select p_tenant_id || to_char(p_at at time zone 'UTC', '/YYYY/MM/') || p_file_id || '.' || p_extension;
$$;
revoke execute on function app.media_path(uuid, uuid, timestamptz, text) from public, anon, authenticated;
