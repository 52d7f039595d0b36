create function app.own_embedding_model()
returns text
language sql
immutable
set search_path = ''
as $$
  select 'zelo-ngrams-1';
$$;
comment on function app.own_embedding_model() is
  'The name of the embedding model that is part of the product, as rows have it. What is asked from outside says NULL for it.';
revoke execute on function app.own_embedding_model() from public, anon, authenticated;
grant execute on function app.own_embedding_model() to service_role;
