create function app.note_webhook_failure(p_tenant_id uuid, p_endpoint_id uuid, p_status integer, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_row public.webhook_endpoints;
begin
  select * into v_row from public.webhook_endpoints e
  where e.tenant_id = p_tenant_id and e.id = p_endpoint_id
    and (e.failing_since is null or p_status = 410 or e.failing_since < p_now - interval '3 days')
  for update;
  if v_row.id is null then
    return;
  end if;
  if v_row.is_active and (p_status = 410 or v_row.failing_since < p_now - interval '3 days') then
    update public.webhook_endpoints e set is_active = false, disabled_at = p_now, failing_since = coalesce(e.failing_since, p_now),
      disabled_reason = case when p_status = 410 then 'gone' else 'failing' end
    where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
    perform app.audit(p_tenant_id, 'webhook.disabled', 'webhook', p_endpoint_id::text, null, jsonb_build_object('url', v_row.url, 'status', p_status));
    perform app.raise_alert(p_tenant_id, 'webhook_disabled', p_endpoint_id::text, jsonb_build_object('url', v_row.url, 'status', p_status), p_now);
  elsif v_row.failing_since is null then
    update public.webhook_endpoints e set failing_since = p_now where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
  end if;
end;
$$;
comment on function app.note_webhook_failure(uuid, uuid, integer, timestamptz) is
  'An endpoint did not take something: after three days of nothing else, or when it says that it is gone (410), it is switched off.';
revoke execute on function app.note_webhook_failure(uuid, uuid, integer, timestamptz) from public, anon, authenticated;
