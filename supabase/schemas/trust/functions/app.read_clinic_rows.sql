create function app.read_clinic_rows(p_tenant_id uuid, p_table text, p_therapist_id uuid, p_user_id uuid, p_after jsonb, p_limit integer)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_table app.clinic_export_tables;
  v_keys text;
  v_places text;
  v_after text;
  v_rows jsonb;
begin
  select * into v_table from app.clinic_export_tables t
  where t.name = p_table and case when p_therapist_id is null then t.is_of_clinic else t.own_condition is not null end;
  if v_table.name is null then
    return '{"rows": [], "after": null}';
  end if;
  -- in the order of the key, from where the page before ended
  select string_agg(format('t.%I', a.attname), ', ' order by k.place),
    string_agg(format('%L, t.%I', a.attname, a.attname), ', ' order by k.place),
    string_agg(format('($3 ->> %L)::%s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by k.place)
  into v_keys, v_places, v_after
  from pg_index i cross join unnest(i.indkey::smallint[]) with ordinality k (column_number, place)
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.column_number
  where i.indrelid = to_regclass(v_table.name) and i.indisprimary and a.attname <> 'tenant_id';
  execute format(
    'select jsonb_build_object(''rows'', coalesce(jsonb_agg(to_jsonb(t) order by %1$s), ''[]''),
      ''after'', case when count(*) = $4 then (array_agg(jsonb_build_object(%2$s) order by %4$s))[1] end)
    from (select t.* from %3$s t where t.tenant_id = $1 and ($2 is null or (%5$s)) %6$s order by %1$s limit $4) t',
    coalesce(v_keys, 't.tenant_id'), coalesce(v_places, '''tenant_id'', t.tenant_id'), v_table.name,
    coalesce(replace(v_keys, ', ', ' desc, ') || ' desc', 't.tenant_id'), coalesce(v_table.own_condition, 'true'),
    case when p_after is not null and v_keys is not null then format('and (%s) > (%s)', v_keys, v_after) else '' end)
  into v_rows using p_tenant_id, p_therapist_id, p_after, p_limit;
  if v_table.record_column is not null then
    insert into public.record_reads (tenant_id, patient_id, entry_id, user_id, user_name, kind)
    select p_tenant_id, (e ->> v_table.record_column)::uuid, (e ->> 'id')::uuid, p_user_id, app.name_of_member(p_user_id), 'copy'
    from jsonb_array_elements(v_rows -> 'rows') e;
  end if;
  return v_rows;
end;
$$;
comment on function app.read_clinic_rows(uuid, text, uuid, uuid, jsonb, integer) is
  'Caller: worker. A page of a table of an export of a clinic, or of a therapist (p_therapist_id): {rows, after: the key of the last, NULL at the end}. Entries of the record are noted as copied by p_user_id.';
revoke execute on function app.read_clinic_rows(uuid, text, uuid, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function app.read_clinic_rows(uuid, text, uuid, uuid, jsonb, integer) to service_role;
