-- webhook alert: generated from supabase/schemas; say here why, and add the data steps it needs.
set check_function_bodies = off;

SET local check_function_bodies = off;

CREATE OR REPLACE FUNCTION app.note_webhook_failure (
  p_tenant_id   uuid,
  p_endpoint_id uuid,
  p_status      integer,
  p_now         timestamp with time zone
)
  RETURNS void
  LANGUAGE plpgsql
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  select * into v_row from public.webhook_endpoints e
  where e.tenant_id = p_tenant_id and e.id = p_endpoint_id
    and (e.failing_since is null or p_status = 410 or e.failing_since < p_now - interval '3 days')
  for update;
  if v_row.id is null then
    return;
  end if;
  if v_row.is_active and (p_status = 410 or v_row.failing_since < p_now - interval '3 days') then
    update public.webhook_endpoints e set is_active = false, disabled_at = p_now, failing_since = coalesce(e.failing_since, p_now),
      disabled_reason = case when p_status = 410 then 'gone' else 'failing' end
    where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
    perform app.audit(p_tenant_id, 'webhook.disabled', 'webhook', p_endpoint_id::text, null, jsonb_build_object('url', v_row.url, 'status', p_status));
    perform app.raise_alert(p_tenant_id, 'webhook_disabled', p_endpoint_id::text, jsonb_build_object('url', v_row.url, 'status', p_status), p_now);
  elsif v_row.failing_since is null then
    update public.webhook_endpoints e set failing_since = p_now where e.tenant_id = p_tenant_id and e.id = p_endpoint_id;
  end if;
end;
$function$;

CREATE OR REPLACE FUNCTION public.delete_webhook_endpoint (
  p_tenant_id uuid,
  p_id        uuid
)
  RETURNS void
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.set_webhook_active (
  p_tenant_id uuid,
  p_id        uuid,
  p_active    boolean
)
  RETURNS jsonb
  LANGUAGE plpgsql
  SECURITY DEFINER
  SET search_path TO ''
  AS $function$
declare
  v_row public.webhook_endpoints;
begin
  perform app.require_admin(p_tenant_id);
  v_row := app.require_webhook_endpoint(p_tenant_id, p_id);
  if v_row.is_active <> p_active then
    perform app.audit(p_tenant_id, 'webhook.changed', 'webhook', p_id::text, jsonb_build_object('is_active', v_row.is_active),
      jsonb_build_object('is_active', p_active));
    update public.webhook_endpoints e set is_active = p_active, failing_since = case when p_active then null else e.failing_since end,
      disabled_at = case when not p_active then now() end, disabled_reason = case when not p_active then 'person' end
    where e.tenant_id = p_tenant_id and e.id = p_id returning * into v_row;
  end if;
  perform app.resolve_alert(p_tenant_id, 'webhook_disabled', p_id::text);
  return app.webhook_endpoint_payload(v_row);
end;
$function$;

-- webhook_silent: so many messages would be usual for the hours since the last sign of life
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('channel_disconnected', true, 5, 1, 1440, 'minutes', 10),
  ('webhook_silent', true, 12, 5, 500, 'messages', 20),
  ('sends_failing', true, 30, 5, 100, 'percent', 30),
  ('queue_stuck', true, 15, 2, 1440, 'minutes', 40),
  ('jobs_failed', false, 3, 1, 1000, 'jobs', 50),
  ('credits_running_out', false, 7, 1, 90, 'days', 60),
  ('webhook_disabled', false, null, null, null, null, 70)
on conflict (kind) do update set is_urgent = excluded.is_urgent, threshold = excluded.threshold, lowest = excluded.lowest,
  highest = excluded.highest, unit = excluded.unit, position = excluded.position;
