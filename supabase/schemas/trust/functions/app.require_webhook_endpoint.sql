create function app.require_webhook_endpoint(p_tenant_id uuid, p_id uuid)
returns public.webhook_endpoints
language plpgsql
set search_path = ''
as $$
declare
  v_row public.webhook_endpoints;
begin
  select * into v_row from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'webhook_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.require_webhook_endpoint(uuid, uuid) is 'An endpoint of the clinic, locked. Errors: PT404 webhook_not_found.';
revoke execute on function app.require_webhook_endpoint(uuid, uuid) from public, anon, authenticated;
