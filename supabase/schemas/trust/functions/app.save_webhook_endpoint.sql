create function app.save_webhook_endpoint(p_tenant_id uuid, p_id uuid, p_url text, p_description text, p_events text[], p_secret jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.webhook_endpoints;
  v_events text[];
  v_is_new boolean;
begin
  perform app.require_admin(p_tenant_id);
  select array_agg(k.key order by k.position) into v_events from public.webhook_event_kinds k where k.key = any (p_events) and k.is_offered;
  if v_events is null or cardinality(v_events) <> (select count(distinct e) from unnest(p_events) e) then
    raise sqlstate 'PT400' using message = 'invalid_webhook_events';
  end if;
  if p_url !~ '^https?://\S{3,}$' or char_length(p_url) > 500 then
    raise sqlstate 'PT422' using message = 'invalid_server_url';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('webhooks:' || p_tenant_id, 0));
  select * into v_row from public.webhook_endpoints e where e.tenant_id = p_tenant_id and e.id = p_id for update;
  v_is_new := v_row.id is null;
  if v_is_new then
    if p_secret is null then
      raise sqlstate 'PT404' using message = 'webhook_not_found';
    end if;
    if (select count(*) from public.webhook_endpoints e where e.tenant_id = p_tenant_id) >= 10 then
      raise sqlstate 'PT409' using message = 'too_many_webhooks';
    end if;
    insert into public.webhook_endpoints (tenant_id, id, url, description, events, created_by)
    values (p_tenant_id, p_id, p_url, nullif(left(app.normalize_name(p_description), 120), ''), v_events, auth.uid())
    returning * into v_row;
    insert into app_private.webhook_secrets (tenant_id, endpoint_id, secret) values (p_tenant_id, p_id, p_secret);
    perform app.audit(p_tenant_id, 'webhook.created', 'webhook', p_id::text, null, jsonb_build_object('url', v_row.url, 'events', v_events));
  else
    perform app.audit(p_tenant_id, 'webhook.changed', 'webhook', p_id::text, jsonb_build_object('url', v_row.url, 'events', v_row.events),
      jsonb_build_object('url', p_url, 'events', v_events));
    update public.webhook_endpoints e set url = p_url, description = nullif(left(app.normalize_name(p_description), 120), ''), events = v_events
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  return app.webhook_endpoint_payload(v_row) || jsonb_build_object('is_new', v_is_new);
end;
$$;
comment on function app.save_webhook_endpoint(uuid, uuid, text, text, text[], jsonb) is
  'Caller: owner or admin, through webhook-endpoint, which looked where the address leads. p_secret: sealed, for one that is new; of one that is there already it is left aside (is_new false). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_webhook_events, PT422 invalid_server_url, PT404 webhook_not_found, PT409 too_many_webhooks.';
revoke execute on function app.save_webhook_endpoint(uuid, uuid, text, text, text[], jsonb) from public, anon, authenticated;
grant execute on function app.save_webhook_endpoint(uuid, uuid, text, text, text[], jsonb) to authenticated;
