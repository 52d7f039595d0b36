create function app.typed_number(p_text text)
returns integer
language plpgsql
immutable
parallel safe
set search_path = ''
as $$
begin
  return (
    select case when p_text ~ '^-?[0-9]{1,9}$' then p_text::int end);
end;
$$;
comment on function app.typed_number(text) is
  'A whole number in the text of a form, or NULL.';
revoke execute on function app.typed_number(text) from public, anon, authenticated;
grant execute on function app.typed_number(text) to authenticated;
