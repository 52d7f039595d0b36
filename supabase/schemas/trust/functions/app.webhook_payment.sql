create function app.webhook_payment(p_tenant_id uuid, p_payload jsonb)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select app.payment_resource(r) from public.money_entries r where r.tenant_id = p_tenant_id and r.id = (p_payload ->> 'entry_id')::uuid;
$$;
comment on function app.webhook_payment(uuid, jsonb) is 'What endpoints are told of an event (app.webhook_sources).';
revoke execute on function app.webhook_payment(uuid, jsonb) from public, anon, authenticated;
