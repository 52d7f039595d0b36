create function app.move_patient_rows(p_tenant_id uuid, p_merge_id uuid, p_from uuid, p_to uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_reference record;
  v_row jsonb;
  v_key jsonb;
  v_count int := 0;
begin
  for v_reference in select * from app.references_to_patients() r where r.moves loop
    for v_row in execute format(
      'select to_jsonb(t) from %s t where t.tenant_id = $1 and t.%I = $2 order by %s for update',
      v_reference.table_name, v_reference.column_name,
      coalesce((select string_agg(format('t.%I', k), ', ') from unnest(v_reference.key_columns) k), '1'))
      using p_tenant_id, p_from
    loop
      select jsonb_object_agg(k, v_row -> k) into v_key from unnest(v_reference.key_columns) k;
      if app.move_patient_row(p_tenant_id, to_jsonb(v_reference), v_key, p_from, p_to) then
        v_count := v_count + 1;
        insert into app.patient_merge_rows (tenant_id, merge_id, n, table_name, column_name, key, place, copy)
        values (p_tenant_id, p_merge_id, v_count, v_reference.table_name, v_reference.column_name, coalesce(v_key, '{}'),
          coalesce((select jsonb_object_agg(k, v_row -> k) from unnest(v_reference.place_columns) k), '{}'),
          case when v_reference.keeps_copy then v_row end);
      end if;
    end loop;
  end loop;
  return v_count;
end;
$$;
comment on function app.move_patient_rows(uuid, uuid, uuid, uuid) is
  'Everything of one patient becomes another''s, in every table that refers to patients, and is written down for the undo. A row that the other one has already stays.';
revoke execute on function app.move_patient_rows(uuid, uuid, uuid, uuid) from public, anon, authenticated;
