create function app.webhook_endpoint_payload(p_row public.webhook_endpoints)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return to_jsonb(p_row) - array['tenant_id', 'created_by'] || jsonb_build_object(
    'failed', (select count(*) from public.webhook_deliveries d
      where d.tenant_id = p_row.tenant_id and d.endpoint_id = p_row.id and d.state = 'failed'),
    'last', (select jsonb_build_object('at', d.created_at, 'state', d.state, 'status', d.last_status) from public.webhook_deliveries d
      where d.tenant_id = p_row.tenant_id and d.endpoint_id = p_row.id order by d.id desc limit 1),
    'old_secret_ends_at', (select max(s.ends_at) from app_private.webhook_secrets s
      where s.tenant_id = p_row.tenant_id and s.endpoint_id = p_row.id and s.ends_at > now()));
end;
$$;
revoke execute on function app.webhook_endpoint_payload(public.webhook_endpoints) from public, anon, authenticated;
