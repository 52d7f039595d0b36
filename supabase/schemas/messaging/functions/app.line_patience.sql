-- How long others wait for a message that is tried again and again.
create function app.line_patience()
returns interval
language sql
immutable
set search_path = ''
as $$
  select interval '10 minutes';
$$;
revoke execute on function app.line_patience() from public, anon, authenticated;
