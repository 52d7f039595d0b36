create function app.queue_webhooks(p_tenant_id uuid, p_event text, p_data jsonb, p_at timestamptz, p_source_key text, p_endpoint_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_count integer;
begin
  with queued as (
    insert into public.webhook_deliveries (tenant_id, endpoint_id, event, data, occurred_at, source_key, is_test, next_attempt_at)
    select p_tenant_id, e.id, p_event, p_data, p_at, p_source_key, p_endpoint_id is not null, now()
    from public.webhook_endpoints e
    where e.tenant_id = p_tenant_id
      and case when p_endpoint_id is null then e.is_active and p_event = any (e.events) else e.id = p_endpoint_id end
    order by e.id
    on conflict (tenant_id, endpoint_id, source_key) where source_key is not null do nothing
    returning id),
  asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select p_tenant_id, 'deliver_webhook', jsonb_build_object('id', q.id), 'deliver_webhook:' || q.id from queued q
    returning 1)
  select count(*) into v_count from asked;
  return v_count;
end;
$$;
comment on function app.queue_webhooks(uuid, text, jsonb, timestamptz, text, uuid) is
  'Queues an event for the endpoints that listen to it, or as a test for one, in the caller''s transaction; the same p_source_key once. How many.';
revoke execute on function app.queue_webhooks(uuid, text, jsonb, timestamptz, text, uuid) from public, anon, authenticated;
