create function public.replay_webhook_deliveries(p_tenant_id uuid, p_endpoint_id uuid, p_id uuid default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_count integer;
begin
  perform app.require_admin(p_tenant_id);
  if not (app.require_webhook_endpoint(p_tenant_id, p_endpoint_id)).is_active then
    raise sqlstate 'PT409' using message = 'webhook_inactive';
  end if;
  with again as (
    update public.webhook_deliveries d set state = 'queued', next_attempt_at = now()
    where d.tenant_id = p_tenant_id and d.endpoint_id = p_endpoint_id
      and d.id in (
        select f.id from public.webhook_deliveries f
        where f.tenant_id = p_tenant_id and f.endpoint_id = p_endpoint_id
          and case when p_id is null then f.state = 'failed' else f.id = p_id and f.state <> 'queued' end
        order by f.id limit 1000 for update)
    returning d.id),
  asked as (
    insert into app.jobs (tenant_id, kind, payload, dedupe_key)
    select p_tenant_id, 'deliver_webhook', jsonb_build_object('id', a.id), 'deliver_webhook:' || a.id from again a order by a.id
    on conflict do nothing returning 1)
  select count(*) into v_count from asked;
  return v_count;
end;
$$;
comment on function public.replay_webhook_deliveries(uuid, uuid, uuid) is
  'Caller: owner or admin. Sends one delivery again, or up to a thousand that failed, each under its old id. How many. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 webhook_not_found, PT409 webhook_inactive.';
revoke execute on function public.replay_webhook_deliveries(uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.replay_webhook_deliveries(uuid, uuid, uuid) to authenticated;
