create function app.assistant_args_problem(p_schema jsonb, p_args jsonb)
returns text
language sql
immutable
set search_path = ''
as $$
  select case
    when jsonb_typeof(p_args) is distinct from 'object' then 'object'
    when octet_length(p_args::text) > 8000 then 'too_long'
    else coalesce(
      (select r from jsonb_array_elements_text(coalesce(p_schema -> 'required', '[]')) r where coalesce(p_args -> r, 'null') = 'null' limit 1),
      (select a.key from jsonb_each(p_args) a
       left join lateral (select p_schema #> array['properties', a.key] as s) p on true
       where a.value <> 'null' and (p.s is null
         or p.s ->> 'type' = 'string' and jsonb_typeof(a.value) <> 'string'
         or p.s ->> 'type' = 'integer' and (jsonb_typeof(a.value) <> 'number' or a.value #>> '{}' !~ '^-?[0-9]{1,9}$')
         or p.s ? 'enum' and not p.s -> 'enum' @> a.value)
       order by a.key limit 1)) end;
$$;
comment on function app.assistant_args_problem(jsonb, jsonb) is
  'Which argument does not fit the parameters of a tool, or NULL. A null is one that was left out.';
revoke execute on function app.assistant_args_problem(jsonb, jsonb) from public, anon, authenticated;
