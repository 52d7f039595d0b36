-- True when the channel has the identity from now on: nobody had it, or a channel that is switched off. What the channel
-- had of the same kind before is free again.
create function app.claim_route(p_tenant_id uuid, p_channel_id uuid, p_kind text, p_identity text)
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  -- the statement after the lock sees what whoever held it has committed
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'route', p_kind, p_identity), 0));
  insert into app.channel_routes as r (kind, identity, tenant_id, channel_id)
  values (p_kind, p_identity, p_tenant_id, p_channel_id)
  on conflict (kind, identity) do update set
    tenant_id = excluded.tenant_id, channel_id = excluded.channel_id, claimed_at = now()
  where r.tenant_id = p_tenant_id
    or not exists (select from public.notification_channels c where c.tenant_id = r.tenant_id and c.id = r.channel_id and c.is_active);
  if not found then
    return false;
  end if;
  delete from app.channel_routes r
  where r.tenant_id = p_tenant_id and r.channel_id = p_channel_id and r.kind = p_kind and r.identity <> p_identity;
  return true;
end;
$$;
revoke execute on function app.claim_route(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function app.claim_route(uuid, uuid, text, text) to service_role;
