-- One address, lower case: mail programs read a list where there is a comma, a name where there are brackets, and a server
-- of somebody's choice where there is an address literal.
create function app.is_email(p_email text)
returns boolean
language sql
immutable
parallel safe
set search_path = ''
as $$
  select coalesce(p_email = lower(app.normalize_name(p_email)) and char_length(p_email) <= 254
    and p_email ~ '^[^@\s,;:<>()\[\]"\\]+@([[:alnum:]]([[:alnum:]-]*[[:alnum:]])?\.)+[[:alpha:]]([[:alnum:]-]*[[:alnum:]])$', false);
$$;
comment on function app.is_email(text) is 'True when the text is one e-mail address in lower case, at a domain that has a name.';
revoke execute on function app.is_email(text) from public, anon, authenticated;
grant execute on function app.is_email(text) to authenticated, service_role;
