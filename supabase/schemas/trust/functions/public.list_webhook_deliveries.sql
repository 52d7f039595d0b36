create function public.list_webhook_deliveries(
  p_tenant_id uuid, p_endpoint_id uuid, p_failed boolean default false, p_before uuid default null, p_limit integer default 50
)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  return (
    select coalesce(jsonb_agg(to_jsonb(f.d) - array['tenant_id', 'source_key', 'data'] order by (f.d).id desc), '[]')
    from (
      select d from public.webhook_deliveries d
      where d.tenant_id = p_tenant_id and d.endpoint_id = p_endpoint_id and (p_before is null or d.id < p_before)
        and (not coalesce(p_failed, false) or d.state = 'failed')
      order by d.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200)) f);
end;
$$;
comment on function public.list_webhook_deliveries(uuid, uuid, boolean, uuid, integer) is
  'Caller: owner or admin. What was sent to an endpoint, the newest first, before p_before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.list_webhook_deliveries(uuid, uuid, boolean, uuid, integer) from public, anon, authenticated;
grant execute on function public.list_webhook_deliveries(uuid, uuid, boolean, uuid, integer) to authenticated;
