create function app.audit_details(p_table app.audited_tables, p_row jsonb, p_other jsonb)
returns jsonb
language sql
immutable
set search_path = ''
as $$
  select case when p_row is not null then coalesce(jsonb_object_agg(e.key, e.value), '{}') end
  from (
    select e.key,
      case
        when not e.key = any (p_table.masked) or e.value = 'null' then e.value
        -- two marks, so that a change is seen and what it says is not
        when p_other is null or p_other -> e.key = e.value or p_other -> e.key = 'null' then '"•"'
        when e.value::text > (p_other -> e.key)::text then '"••"'
        else '"•"'
      end as value
    from jsonb_each(p_row) e
    where e.key <> all (array['tenant_id', 'created_at', 'updated_at', 'version']) and e.key <> all (p_table.left_out)
      and (p_other is not null or e.value <> 'null')
  ) e;
$$;
comment on function app.audit_details(app.audited_tables, jsonb, jsonb) is
  'What the audit keeps of a row: without what is left out, and marks in place of what is masked. Of a row that came or went, nothing that is null.';
revoke execute on function app.audit_details(app.audited_tables, jsonb, jsonb) from public, anon, authenticated;
