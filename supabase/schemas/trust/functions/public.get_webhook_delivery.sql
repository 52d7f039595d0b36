create function public.get_webhook_delivery(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.webhook_deliveries;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_row from public.webhook_deliveries d where d.tenant_id = p_tenant_id and d.id = p_id;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'webhook_delivery_not_found';
  end if;
  return to_jsonb(v_row) - array['tenant_id', 'source_key', 'data'] || jsonb_build_object(
    'request', jsonb_build_object('type', v_row.event, 'timestamp', v_row.occurred_at, 'data', v_row.data),
    'tries', (select coalesce(jsonb_agg(to_jsonb(a) - array['tenant_id', 'delivery_id'] order by a.number desc), '[]')
      from public.webhook_attempts a where a.tenant_id = p_tenant_id and a.delivery_id = p_id));
end;
$$;
comment on function public.get_webhook_delivery(uuid, uuid) is
  'Caller: owner or admin. A delivery with what is sent and each attempt, the latest first. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_delivery_not_found.';
revoke execute on function public.get_webhook_delivery(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_webhook_delivery(uuid, uuid) to authenticated;
