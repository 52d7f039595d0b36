create function app.privacy_protocol(p_id uuid)
returns text
language sql
immutable
set search_path = ''
as $$
  select 'LGPD-' || upper(left(md5(p_id::text), 4)) || '-' || upper(substr(md5(p_id::text), 5, 4));
$$;
comment on function app.privacy_protocol(uuid) is 'The number of a request that people can say on the phone. It opens nothing.';
revoke execute on function app.privacy_protocol(uuid) from public, anon, authenticated;
