create function app.changed_fields(p_fields jsonb, p_agreed jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') from jsonb_each(p_fields) f where p_agreed -> f.key is distinct from f.value;
$$;
comment on function app.changed_fields(jsonb, jsonb) is 'What of p_fields differs from what both sides last had.';
revoke execute on function app.changed_fields(jsonb, jsonb) from public, anon, authenticated;
