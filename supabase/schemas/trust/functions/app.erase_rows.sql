-- p_limit rows of one table; how many there were.
create function app.erase_rows(p_tenant_id uuid, p_data app.personal_data, p_scope jsonb, p_limit integer)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_found text := format('select t.ctid from %s t where t.tenant_id = $1 and (%s) and (%s)', p_data.table_name, p_data.finder,
    coalesce(p_data.erased_rows, 'true'));
  v_act text;
  v_rows integer;
begin
  if p_data.erasure = 'delete' then
    v_act := format('delete from %s d where d.tenant_id = $1 and d.ctid = any (array(%s limit $6))', p_data.table_name, v_found);
  else
    -- once is enough: an update does not make its rows fewer, so all of them are changed together
    v_act := format('update %s t set %s where t.tenant_id = $1 and (%s) and (%s) and $6 > 0', p_data.table_name, p_data.erased_set,
      p_data.finder, coalesce(p_data.erased_rows, 'true'));
  end if;
  -- what goes with a person goes where it was copied to as well
  perform set_config('app.erasing', 'on', true);
  execute v_act using p_tenant_id, app.ids_of(p_scope -> 'patients'), app.ids_of(p_scope -> 'threads'), app.ids_of(p_scope -> 'payers'),
    array(select jsonb_array_elements_text(p_scope -> 'addresses')), p_limit;
  get diagnostics v_rows = row_count;
  perform set_config('app.erasing', '', true);
  return case when p_data.erasure = 'delete' then v_rows else least(v_rows, p_limit - 1) end;
end;
$$;
revoke execute on function app.erase_rows(uuid, app.personal_data, jsonb, integer) from public, anon, authenticated;
