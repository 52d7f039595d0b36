create function app.api_operation(p_key text)
returns app.api_operations
language sql
stable
security definer
set search_path = ''
as $$
  select o from app.api_operations o where o.key = p_key;
$$;
comment on function app.api_operation(text) is
  'An operation of the API; it says nothing of a clinic.';
revoke execute on function app.api_operation(text) from public, anon, authenticated;
grant execute on function app.api_operation(text) to authenticated;
