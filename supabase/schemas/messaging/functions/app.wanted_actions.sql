-- What an event tells, without what groups say where the clinic wants none of it: one event may tell of both.
create function app.wanted_actions(p_tenant_id uuid, p_event jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if jsonb_path_exists(p_event, '$.actions[*].address.group ? (@ != null)')
    and (select t.ignore_groups from public.tenants t where t.id = p_tenant_id) then
    return jsonb_path_query_array(p_event, '$.actions[*] ? (!(@.address.group != null))');
  end if;
  return p_event -> 'actions';
end;
$$;
revoke execute on function app.wanted_actions(uuid, jsonb) from public, anon, authenticated;
