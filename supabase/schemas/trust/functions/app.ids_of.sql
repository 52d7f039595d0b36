create function app.ids_of(p_list jsonb)
returns uuid[]
language sql
immutable
set search_path = ''
as $$
  select array(select e::uuid from jsonb_array_elements_text(p_list) e);
$$;
comment on function app.ids_of(jsonb) is 'A list of ids as an array.';
revoke execute on function app.ids_of(jsonb) from public, anon, authenticated;
