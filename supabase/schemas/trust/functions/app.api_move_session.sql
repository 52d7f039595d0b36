create function app.api_move_session(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform public.move_session(p_tenant_id, (p_args ->> 'id')::uuid, (p_args ->> 'version')::integer, app.api_local(p_tenant_id, p_args ->> 'starts_at'),
    (p_args ->> 'minutes')::integer, (p_args ->> 'therapist_id')::uuid, (p_args ->> 'room_id')::uuid);
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, p_args));
end;
$$;
revoke execute on function app.api_move_session(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_move_session(uuid, jsonb) to authenticated;
