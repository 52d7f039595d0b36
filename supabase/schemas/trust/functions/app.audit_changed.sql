create function app.audit_changed(p_one jsonb, p_other jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(p_one) e where e.value is distinct from p_other -> e.key;
$$;
comment on function app.audit_changed(jsonb, jsonb) is 'What of the one object the other has not, or has differently.';
revoke execute on function app.audit_changed(jsonb, jsonb) from public, anon, authenticated;
