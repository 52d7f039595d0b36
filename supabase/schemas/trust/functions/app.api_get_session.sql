create function app.api_get_session(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.sessions;
begin
  select * into v_row from public.sessions s where s.tenant_id = p_tenant_id and s.id = (p_args ->> 'id')::uuid;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  return app.session_resource(v_row);
end;
$$;
revoke execute on function app.api_get_session(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_get_session(uuid, jsonb) to authenticated;
