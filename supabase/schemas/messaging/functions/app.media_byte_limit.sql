-- The largest file of all: what the bucket takes.
create function app.media_byte_limit()
returns bigint
language sql
immutable
set search_path = ''
as $$
  select 50 * 1024 * 1024::bigint;
$$;
revoke execute on function app.media_byte_limit() from public, anon, authenticated;
