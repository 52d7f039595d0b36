create function app.is_embedding_model(p_name text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_name ~ '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$';
$$;
comment on function app.is_embedding_model(text) is
  'Whether a name can be that of an embedding model: one plain word, since vectors carry it.';
revoke execute on function app.is_embedding_model(text) from public, anon, authenticated;
grant execute on function app.is_embedding_model(text) to service_role;
