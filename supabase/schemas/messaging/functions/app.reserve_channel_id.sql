create function app.reserve_channel_id(p_tenant_id uuid, p_provider text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
  v_family text := (select k.family from public.channel_kinds k where k.kind = p_provider);
begin
  perform app.require_admin(p_tenant_id);
  if v_family is null then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  -- whoever sets up a channel of the clinic takes this lock before any row
  perform pg_advisory_xact_lock(hashtextextended('channel:' || p_tenant_id, 0));
  insert into public.notification_channels (tenant_id, provider, family) values (p_tenant_id, p_provider, v_family)
  on conflict on constraint one_channel_per_provider do nothing;
  select c.id into v_id from public.notification_channels c where c.tenant_id = p_tenant_id and c.provider = p_provider;
  return v_id;
end;
$$;
comment on function app.reserve_channel_id(uuid, text) is
  'Caller: owner or admin. The id of the clinic''s channel of that provider; ciphertext is bound to it. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider.';
revoke execute on function app.reserve_channel_id(uuid, text) from public, anon, authenticated;
grant execute on function app.reserve_channel_id(uuid, text) to authenticated;
