-- One row goes to the surviving patient, in its own place or in a lesser one. False: the survivor has its like, so it stays.
create function app.move_patient_row(p_tenant_id uuid, p_reference jsonb, p_key jsonb, p_from uuid, p_to uuid)
returns boolean
language plpgsql
set search_path = ''
as $$
declare
  v_update text := format('update %s t set %I = $3%%s where t.tenant_id = $1 and t.%I = $2 and to_jsonb(t) @> $4',
    p_reference ->> 'table_name', p_reference ->> 'set_column', p_reference ->> 'column_name');
  v_lesser text;
begin
  begin
    execute format(v_update, '') using p_tenant_id, p_from, p_to, p_key;
    return true;
  exception when integrity_constraint_violation then
    null;
  end;
  select string_agg(format(', %I = %L', d.key, d.value), '') into v_lesser from jsonb_each_text(nullif(p_reference -> 'demoted', 'null')) d;
  if v_lesser is null then
    return false;
  end if;
  execute format(v_update, v_lesser) using p_tenant_id, p_from, p_to, p_key;
  return true;
exception when integrity_constraint_violation then
  return false;
end;
$$;
revoke execute on function app.move_patient_row(uuid, jsonb, jsonb, uuid, uuid) from public, anon, authenticated;
