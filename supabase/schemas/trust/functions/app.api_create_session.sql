create function app.api_create_session(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_id uuid := gen_random_uuid();
begin
  perform public.book_session(p_tenant_id, v_id, p_args - 'starts_at' || jsonb_build_object('start_local', app.api_local(p_tenant_id, p_args ->> 'starts_at')));
  return jsonb_build_object('body', app.api_get_session(p_tenant_id, jsonb_build_object('id', v_id)));
end;
$$;
revoke execute on function app.api_create_session(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_create_session(uuid, jsonb) to authenticated;
