create function public.list_webhook_endpoints(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select coalesce(jsonb_agg(app.webhook_endpoint_payload(e) order by e.created_at, e.id), '[]')
    from public.webhook_endpoints e where e.tenant_id = p_tenant_id);
end;
$$;
comment on function public.list_webhook_endpoints(uuid) is
  'Caller: owner or admin. Endpoints with how many deliveries failed and what became of the last. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_webhook_endpoints(uuid) from public, anon, authenticated;
grant execute on function public.list_webhook_endpoints(uuid) to authenticated;
