create function app.typed_id(p_text text)
returns uuid
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select case when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid end);
end;
$$;
comment on function app.typed_id(text) is
  'An id in the text of a form, or NULL.';
revoke execute on function app.typed_id(text) from public, anon, authenticated;
grant execute on function app.typed_id(text) to authenticated;
