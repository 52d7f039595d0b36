create function app.return_patient_rows(p_tenant_id uuid, p_merge_id uuid, p_from uuid, p_to uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row record;
  v_moved int;
  v_columns text;
begin
  for v_row in
    select m.*, r.set_column from app.patient_merge_rows m
    join app.references_to_patients() r on r.table_name = m.table_name and r.column_name = m.column_name
    where m.tenant_id = p_tenant_id and m.merge_id = p_merge_id order by m.n
  loop
    begin
      execute format('update %s t set %I = $3%s where t.tenant_id = $1 and t.%I = $2 and to_jsonb(t) @> $4', v_row.table_name,
        v_row.set_column, (select string_agg(format(', %I = %L', p.key, p.value), '') from jsonb_each_text(v_row.place) p),
        v_row.column_name) using p_tenant_id, p_from, p_to, v_row.key;
      get diagnostics v_moved = row_count;
      -- a form replaced it meanwhile: it is there again as it was
      if v_moved = 0 and v_row.copy is not null then
        select string_agg(format('%I', a.attname), ', ') into v_columns from pg_catalog.pg_attribute a
        where a.attrelid = v_row.table_name::pg_catalog.regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
        execute format('insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, $1) on conflict do nothing',
          v_row.table_name, v_columns) using v_row.copy;
      end if;
    exception when integrity_constraint_violation then
      -- what it belonged to is no more
      null;
    end;
  end loop;
end;
$$;
comment on function app.return_patient_rows(uuid, uuid, uuid, uuid) is
  'What a merge moved is the merged patient''s again, with what became of it since; what came after the merge stays.';
revoke execute on function app.return_patient_rows(uuid, uuid, uuid, uuid) from public, anon, authenticated;
