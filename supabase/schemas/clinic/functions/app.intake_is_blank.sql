-- The same rule as isBlank of the page (form-rules.ts): a property test compares them.
create function app.intake_is_blank(p_value jsonb)
returns boolean
language sql
immutable
parallel safe
set search_path = ''
as $$
  select case coalesce(jsonb_typeof(p_value), 'null')
    when 'string' then p_value #>> '{}' !~ '[^ \t\n\r\u00a0]'
    when 'array' then not exists (select from jsonb_array_elements_text(p_value) a (x) where a.x ~ '[^ \t\n\r\u00a0]')
    when 'object' then not exists (select from jsonb_each_text(p_value) o (k, x) where o.x ~ '[^ \t\n\r\u00a0]')
    when 'null' then true
    else false end;
$$;
revoke execute on function app.intake_is_blank(jsonb) from public, anon, authenticated;
