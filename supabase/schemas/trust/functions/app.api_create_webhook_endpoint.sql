create function app.api_create_webhook_endpoint(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  -- secret: sealed by the function api, which looked where the address leads and answers the secret itself
  return jsonb_build_object('body', app.webhook_endpoint_resource(app.save_webhook_endpoint(p_tenant_id, (p_args ->> 'id')::uuid, p_args ->> 'url', p_args ->> 'description',
    array(select jsonb_array_elements_text(p_args -> 'events')), p_args -> 'secret')));
end;
$$;
revoke execute on function app.api_create_webhook_endpoint(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_create_webhook_endpoint(uuid, jsonb) to authenticated;
