create function app.begin_webhook_delivery(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
set search_path = ''
as $$
declare
  v_row public.webhook_deliveries;
  v_endpoint public.webhook_endpoints;
begin
  select * into v_row from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.id = p_id and d.state = 'queued' for update;
  if v_row.id is null then
    return null;
  end if;
  select * into v_endpoint from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = v_row.endpoint_id;
  if not v_endpoint.is_active and not v_row.is_test then
    update public.webhook_deliveries d set state = 'failed', last_error = 'endpoint_disabled', next_attempt_at = null
    where d.tenant_id = p_tenant_id and d.id = p_id;
    return null;
  end if;
  return jsonb_build_object('id', v_row.id, 'endpoint_id', v_endpoint.id, 'url', v_endpoint.url,
    'body', jsonb_build_object('type', v_row.event, 'timestamp', v_row.occurred_at, 'data', v_row.data)::text,
    'secrets', (select jsonb_agg(s.secret order by s.id desc) from app_private.webhook_secrets s
      where s.tenant_id = p_tenant_id and s.endpoint_id = v_endpoint.id and (s.ends_at is null or s.ends_at > now())));
end;
$$;
comment on function app.begin_webhook_delivery(uuid, uuid) is
  'Caller: workers. {id, endpoint_id, url, body: the text that is signed, secrets: sealed, the newest first}, or NULL when there is nothing to send any more.';
revoke execute on function app.begin_webhook_delivery(uuid, uuid) from public, anon, authenticated;
grant execute on function app.begin_webhook_delivery(uuid, uuid) to service_role;
