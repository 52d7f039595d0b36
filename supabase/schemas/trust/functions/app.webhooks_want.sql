-- In plpgsql, which keeps its plan: every message asks. A clinic without endpoints costs one look into an index.
create function app.webhooks_want(p_tenant_id uuid, p_event text, p_payload jsonb)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  return exists (
    select from public.webhook_endpoints e
    where e.tenant_id = p_tenant_id and e.is_active
      and e.events && array(select s.event from app.webhook_sources s where s.source = p_event));
end;
$$;
comment on function app.webhooks_want(uuid, text, jsonb) is 'Whether an endpoint of the clinic listens to an event of the product.';
revoke execute on function app.webhooks_want(uuid, text, jsonb) from public, anon, authenticated;
