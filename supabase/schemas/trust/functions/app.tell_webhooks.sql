create function app.tell_webhooks(p_tenant_id uuid, p_key text, p_payload jsonb)
returns integer
language plpgsql
set search_path = ''
as $$
declare
  v_source app.webhook_sources;
  v_data jsonb;
begin
  select * into v_source from app.webhook_sources s where s.source = p_payload ->> 'event';
  if v_source.source is null then
    return 0;
  end if;
  execute format('select %s($1, $2)', v_source.data_function) into v_data using p_tenant_id, p_payload;
  if v_data is null then
    return 0;
  end if;
  return app.queue_webhooks(p_tenant_id, v_source.event, v_data, (p_payload ->> 'at')::timestamptz, p_key, null);
end;
$$;
comment on function app.tell_webhooks(uuid, text, jsonb) is
  'Caller: workers. An event of app.event_subscribers for the endpoints that listen; p_key names its job, which may be done twice. How many are told.';
revoke execute on function app.tell_webhooks(uuid, text, jsonb) from public, anon, authenticated;
grant execute on function app.tell_webhooks(uuid, text, jsonb) to service_role;
