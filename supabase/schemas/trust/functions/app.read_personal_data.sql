create function app.read_personal_data(p_tenant_id uuid, p_patient_id uuid, p_user_id uuid, p_table text, p_offset integer, p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_scope record;
  v_data app.personal_data;
  v_role text;
  v_rows jsonb;
begin
  select * into v_data from app.personal_data d where d.table_name = p_table and d.section is not null;
  select * into v_scope from app.person_scope(p_tenant_id, p_patient_id);
  select m.role into v_role from public.tenant_members m where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.status = 'active';
  execute format(
    'select coalesce(jsonb_agg(to_jsonb(t) - $6 order by n), ''[]'') from (select t.*, row_number() over (order by %s) as n from %s t '
    'where t.tenant_id = $1 and (%s) and (%s) order by %s offset $7 limit $8) t',
    v_data.sorted_by, v_data.table_name, v_data.finder,
    app.personal_reader(v_data, app.treats(p_tenant_id, p_patient_id, p_user_id), v_role), v_data.sorted_by)
  into v_rows using p_tenant_id, v_scope.patients, v_scope.threads, v_scope.payers, v_scope.addresses,
    v_data.hidden || array['tenant_id', 'n'], p_offset, p_limit;
  if v_data.section = 'record' and p_offset = 0 then
    insert into public.record_reads (tenant_id, patient_id, entry_id, user_id, user_name, kind)
    select p_tenant_id, p_patient_id, (e ->> 'id')::uuid, p_user_id, app.name_of_member(p_user_id), 'copy'
    from jsonb_array_elements(case when v_rows = '[]' then '[{}]' else v_rows end) e
    where app.treats(p_tenant_id, p_patient_id, p_user_id);
  end if;
  return v_rows;
end;
$$;
comment on function app.read_personal_data(uuid, uuid, uuid, text, integer, integer) is
  'Caller: worker. Rows of one table of an export of a person, as far as p_user_id may have them; a copy of the record is noted among its readers. Errors: none.';
revoke execute on function app.read_personal_data(uuid, uuid, uuid, text, integer, integer) from public, anon, authenticated;
grant execute on function app.read_personal_data(uuid, uuid, uuid, text, integer, integer) to service_role;
