create function app.require_audit_filter(p_filter jsonb)
returns jsonb
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_filter jsonb := jsonb_strip_nulls(coalesce(p_filter, '{}'));
begin
  if jsonb_typeof(v_filter) <> 'object'
    or exists (
      select from jsonb_each(v_filter) f
      where f.key <> all (array['person', 'area', 'action', 'severity', 'entity', 'entity_id', 'from', 'until']) or jsonb_typeof(f.value) <> 'string')
    or not pg_input_is_valid(coalesce(v_filter ->> 'person', '00000000-0000-4000-8000-000000000000'), 'uuid')
    or v_filter ->> 'from' !~ '^\d{4}-\d\d-\d\d$' or v_filter ->> 'until' !~ '^\d{4}-\d\d-\d\d$'
    or not pg_input_is_valid(coalesce(v_filter ->> 'from', '2026-01-01'), 'date')
    or not pg_input_is_valid(coalesce(v_filter ->> 'until', '2026-01-01'), 'date') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return v_filter;
end;
$$;
comment on function app.require_audit_filter(jsonb) is 'A filter of app.audit_entries that can be asked for. Errors: PT400 invalid_filter.';
revoke execute on function app.require_audit_filter(jsonb) from public, anon, authenticated;
