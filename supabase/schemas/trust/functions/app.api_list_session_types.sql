create function app.api_list_session_types(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'minutes', t.minutes,
    'price_cents', t.price_cents, 'is_online', t.is_online)), '[]') from public.list_session_types(p_tenant_id) t));
end;
$$;
revoke execute on function app.api_list_session_types(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_session_types(uuid, jsonb) to authenticated;
