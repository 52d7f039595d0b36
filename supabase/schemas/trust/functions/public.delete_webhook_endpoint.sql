create function public.delete_webhook_endpoint(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_url text;
begin
  perform app.require_admin(p_tenant_id);
  delete from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id returning e.url into v_url;
  if v_url is not null then
    perform app.resolve_alert(p_tenant_id, 'webhook_disabled', p_id::text);
    perform app.audit(p_tenant_id, 'webhook.deleted', 'webhook', p_id::text, jsonb_build_object('url', v_url), null);
  end if;
end;
$$;
comment on function public.delete_webhook_endpoint(uuid, uuid) is
  'Caller: owner or admin. Its log goes with it; one that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_webhook_endpoint(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_webhook_endpoint(uuid, uuid) to authenticated;
