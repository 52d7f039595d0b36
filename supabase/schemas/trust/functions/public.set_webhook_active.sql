create function public.set_webhook_active(p_tenant_id uuid, p_id uuid, p_active boolean)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.webhook_endpoints;
begin
  perform app.require_admin(p_tenant_id);
  v_row := app.require_webhook_endpoint(p_tenant_id, p_id);
  if v_row.is_active <> p_active then
    perform app.audit(p_tenant_id, 'webhook.changed', 'webhook', p_id::text, jsonb_build_object('is_active', v_row.is_active),
      jsonb_build_object('is_active', p_active));
    update public.webhook_endpoints e set is_active = p_active, failing_since = case when p_active then null else e.failing_since end,
      disabled_at = case when not p_active then now() end, disabled_reason = case when not p_active then 'person' end
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  perform app.resolve_alert(p_tenant_id, 'webhook_disabled', p_id::text);
  return app.webhook_endpoint_payload(v_row);
end;
$$;
comment on function public.set_webhook_active(uuid, uuid, boolean) is
  'Caller: owner or admin. What happens while it is off is not told later. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found.';
revoke execute on function public.set_webhook_active(uuid, uuid, boolean) from public, anon, authenticated;
grant execute on function public.set_webhook_active(uuid, uuid, boolean) to authenticated;
