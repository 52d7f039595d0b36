create function app.personal_reader(p_data app.personal_data, p_treats boolean, p_role text)
returns text
language sql
immutable
set search_path = ''
as $$
  select case p_data.reader
    when 'clinic' then 'true'
    when 'treating' then case when p_treats then 'true' else coalesce(p_data.open_rows, 'false') end
    when 'desk' then case when p_role = 'therapist' then 'false' else 'true' end
    else 'false' end;
$$;
comment on function app.personal_reader(app.personal_data, boolean, text) is 'Condition over t: the rows of a table that somebody may have in an export of a person.';
revoke execute on function app.personal_reader(app.personal_data, boolean, text) from public, anon, authenticated;
