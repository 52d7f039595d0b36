create function app.json_ids(p_ids jsonb)
returns uuid[]
language sql
immutable
set search_path = ''
as $$
  select array(select x::uuid from jsonb_array_elements_text(coalesce(p_ids, '[]')) x);
$$;
comment on function app.json_ids(jsonb) is
  'Ids of a JSON array.';
revoke execute on function app.json_ids(jsonb) from public, anon, authenticated;
