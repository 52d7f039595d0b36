-- How often a message that waits looks whether it is its turn. It is told as well; this is for when nobody could tell it.
create function app.line_look()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 seconds';
$$;
revoke execute on function app.line_look() from public, anon, authenticated;
