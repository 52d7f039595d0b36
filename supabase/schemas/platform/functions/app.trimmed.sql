create function app.trimmed(p_text text, p_longest integer)
returns text
language sql
immutable
parallel safe
set search_path = ''
as $$
  select nullif(btrim(left(app.normalize_name(p_text), p_longest)), '');
$$;
comment on function app.trimmed(text, integer) is 'One line of what was typed into a form, cut where it becomes too long; NULL when nothing is left.';
revoke execute on function app.trimmed(text, integer) from public, anon, authenticated;
grant execute on function app.trimmed(text, integer) to authenticated, service_role;
