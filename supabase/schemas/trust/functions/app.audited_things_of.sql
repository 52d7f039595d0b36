-- What of a person the audit may have said something: by the columns that name patients in audited tables.
create function app.audited_things_of(p_tenant_id uuid, p_patients uuid[])
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_table record;
  v_some jsonb;
  v_all jsonb := '[]';
begin
  for v_table in
    select a.name, a.entity, a.key_column, r.column_name from app.audited_tables a
    join app.references_to_patients() r on r.table_name = a.name
    union all
    select 'public.patients', 'patient', 'id', 'id'
  loop
    execute format('select coalesce(jsonb_agg(distinct jsonb_build_object(''entity'', $3, ''id'', t.%I::text)), ''[]'') from %s t '
      'where t.tenant_id = $1 and t.%I = any ($2)', v_table.key_column, v_table.name, v_table.column_name)
    into v_some using p_tenant_id, p_patients, v_table.entity;
    v_all := v_all || v_some;
  end loop;
  -- acts on money are written down by their payer
  return v_all || (
    select coalesce(jsonb_agg(jsonb_build_object('entity', 'payer', 'id', y.id)), '[]') from public.payers y
    where y.tenant_id = p_tenant_id and y.patient_id = any (p_patients));
end;
$$;
revoke execute on function app.audited_things_of(uuid, uuid[]) from public, anon, authenticated;
