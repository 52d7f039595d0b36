create function app.list_personal_data(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_scope record;
  v_data app.personal_data;
  v_role text;
  v_treats boolean := app.treats(p_tenant_id, p_patient_id, p_user_id);
  v_rows bigint;
  v_withheld bigint;
  v_tables jsonb := '[]';
begin
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  select m.role into v_role from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  for v_data in select * from app.personal_data d where d.section is not null order by d.position, d.table_name loop
    execute format('select count(*) filter (where %s), count(*) filter (where not (%s)) from %s t where t.tenant_id = $1 and (%s)',
      app.personal_reader(v_data, v_treats, v_role), app.personal_reader(v_data, v_treats, v_role), v_data.table_name, v_data.finder)
    into v_rows, v_withheld using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses;
    v_tables := v_tables || jsonb_build_object('table', v_data.table_name, 'section', v_data.section, 'rows', v_rows,
      'withheld', case when v_withheld > 0 then v_data.reader end);
  end loop;
  return jsonb_build_object('tables', v_tables, 'shared_conversations', cardinality(v_scope.shared_threads), 'treats', v_treats,
    -- named, never counted: how many there are is nobody's business but their author's
    'private_folder', 'withheld',
    'retention', (select jsonb_agg(jsonb_build_object('key', r.key, 'law', r.law, 'reason', r.reason) order by r.key) from app.retention_rules r));
end;
$$;
comment on function app.list_personal_data(uuid, uuid, uuid) is
  'Caller: worker. What an export of a person has for p_user_id: {tables: [{table, section, rows, withheld}], shared_conversations, treats, private_folder, retention}. withheld names whose the other rows are. Errors: none.';
revoke execute on function app.list_personal_data(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function app.list_personal_data(uuid, uuid, uuid) to service_role;
