create function app.store_credentials(p_tenant_id uuid, p_channel_id uuid, p_credentials jsonb)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_credentials is null or not p_credentials ?& array['v', 'kid', 'iv', 'ct'] then
    raise sqlstate 'PT400' using message = 'credentials_not_encrypted';
  end if;
  insert into app_private.channel_credentials as c (tenant_id, channel_id, credentials)
  values (p_tenant_id, p_channel_id, p_credentials)
  on conflict (tenant_id, channel_id) do update set credentials = excluded.credentials, updated_at = now();
end;
$$;
revoke execute on function app.store_credentials(uuid, uuid, jsonb) from public, anon, authenticated;
