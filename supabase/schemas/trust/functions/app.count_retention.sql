create function app.count_retention(p_tenant_id uuid, p_target app.retention_targets, p_days integer, p_now timestamptz)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
declare
  v_rows bigint;
begin
  execute format('select count(*) from %s t where t.tenant_id = $1 and (%s)', p_target.table_name, p_target.condition)
  into v_rows using p_tenant_id, p_now - make_interval(days => p_days);
  return v_rows;
end;
$$;
comment on function app.count_retention(uuid, app.retention_targets, integer, timestamptz) is 'How many rows a policy would remove now.';
revoke execute on function app.count_retention(uuid, app.retention_targets, integer, timestamptz) from public, anon, authenticated;
