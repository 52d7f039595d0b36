create function app.tg_any__audit()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_table app.audited_tables;
  v_old jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  v_new jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  v_row jsonb := coalesce(v_new, v_old);
  v_before jsonb;
  v_after jsonb;
begin
  select * into v_table from app.audited_tables t where t.name = tg_table_schema || '.' || tg_table_name;
  v_before := app.audit_details(v_table, v_old, v_new);
  v_after := app.audit_details(v_table, v_new, v_old);
  if tg_op = 'UPDATE' and v_before = v_after then
    return null;
  end if;
  perform app.audit(
    coalesce(v_row ->> 'tenant_id', v_row ->> 'id')::uuid,
    v_table.entity || case tg_op when 'INSERT' then '.created' when 'UPDATE' then '.changed' else '.deleted' end,
    v_table.entity, v_row ->> v_table.key_column, v_before, v_after);
  return null;
end;
$$;
comment on function app.tg_any__audit() is 'Of a table in app.audited_tables: writes down what happened to a row.';
revoke execute on function app.tg_any__audit() from public, anon, authenticated;
