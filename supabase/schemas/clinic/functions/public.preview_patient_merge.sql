create function public.preview_patient_merge(p_tenant_id uuid, p_survivor_id uuid, p_merged_id uuid)
returns table (kind text, survivor_count bigint, merged_count bigint)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_reference record;
begin
  perform app.require_merger(p_tenant_id);
  if (select count(*) from public.patients p where p.tenant_id = p_tenant_id and p.id in (p_survivor_id, p_merged_id)) < 2 then
    raise sqlstate 'PT404' using message = 'patient_not_found';
  end if;
  for v_reference in select * from app.references_to_patients() r where r.moves and r.is_counted loop
    return query execute format(
      'select %L, count(*) filter (where t.%I = $2), count(*) filter (where t.%I = $3) from %s t where t.tenant_id = $1 and t.%I in ($2, $3)',
      regexp_replace(v_reference.table_name, '^.*\.', ''), v_reference.column_name, v_reference.column_name, v_reference.table_name,
      v_reference.column_name) using p_tenant_id, p_survivor_id, p_merged_id;
  end loop;
end;
$$;
comment on function public.preview_patient_merge(uuid, uuid, uuid) is
  'Caller: owner, administrators and reception. How many rows of each table are whose: what merge_patients would bring together. Counts only, and none of what only its readers may know of. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 patient_not_found.';
revoke execute on function public.preview_patient_merge(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.preview_patient_merge(uuid, uuid, uuid) to authenticated;
