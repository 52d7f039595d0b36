create function app.audit_part(p_row jsonb, p_keys text[])
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select jsonb_object_agg(k.key, p_row -> k.key) from unnest(p_keys) k (key);
$$;
comment on function app.audit_part(jsonb, text[]) is 'These columns of a row, for app.audit.';
revoke execute on function app.audit_part(jsonb, text[]) from public, anon, authenticated;
