create function app.api_list_webhook_endpoints(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return jsonb_build_object('data', (select coalesce(jsonb_agg(app.webhook_endpoint_resource(e)), '[]')
    from jsonb_array_elements(public.list_webhook_endpoints(p_tenant_id)) e));
end;
$$;
revoke execute on function app.api_list_webhook_endpoints(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_list_webhook_endpoints(uuid, jsonb) to authenticated;
