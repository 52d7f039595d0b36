create function app.api_cancel_session(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform public.cancel_session(p_tenant_id, (p_args ->> 'id')::uuid, (p_args ->> 'version')::integer, 'this', p_args ->> 'reason');
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, p_args));
end;
$$;
revoke execute on function app.api_cancel_session(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_cancel_session(uuid, jsonb) to authenticated;
