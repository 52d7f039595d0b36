create function app.api_delete_webhook_endpoint(p_tenant_id uuid, p_args jsonb)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  perform public.delete_webhook_endpoint(p_tenant_id, (p_args ->> 'id')::uuid);
  return '{"body": {"deleted": true}}';
end;
$$;
revoke execute on function app.api_delete_webhook_endpoint(uuid, jsonb) from public, anon, authenticated;
grant execute on function app.api_delete_webhook_endpoint(uuid, jsonb) to authenticated;
