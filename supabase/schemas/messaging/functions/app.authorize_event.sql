-- The channel that an event belongs to, or NULL when its credentials are not those of the named instance.
create function app.authorize_event(p_provider text, p_auth jsonb)
returns public.notification_channels
language plpgsql
stable
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  if p_provider = 'evolution' then
    select c.* into v_channel
    from public.evolution_instances i
    join public.notification_channels c on c.tenant_id = i.tenant_id and c.id = i.channel_id
    where i.external_id = p_auth ->> 'external_id'
      and (
        i.secret_hash = p_auth ->> 'secret_sha256'
        or i.api_key_hash = p_auth ->> 'api_key_sha256'
        or (i.previous_api_key_hash = p_auth ->> 'api_key_sha256' and i.previous_key_valid_until > now())
      )
      -- what patients write to the number is the other clinic's (app.set_channel_state)
      and c.last_error is distinct from 'number_in_use'
    -- a clinic that gave its instance up may still hold the key: the one whose secret the webhook carries is meant, or
    -- else the one that uses the instance now
    order by (i.secret_hash = p_auth ->> 'secret_sha256') desc nulls last, c.is_active desc limit 1;
  elsif p_auth ? 'account_id' then
    -- Meta signs for the whole application: the account that an event names says whose it is
    select c.* into v_channel
    from app.channel_routes r
    join public.notification_channels c on c.tenant_id = r.tenant_id and c.id = r.channel_id
    where r.kind = p_provider and r.identity = p_auth ->> 'account_id' and c.provider = p_provider;
  else
    select c.* into v_channel
    from public.notification_channels c
    where c.tenant_id = (p_auth ->> 'tenant_id')::uuid and c.id = (p_auth ->> 'channel_id')::uuid and c.provider = p_provider;
  end if;
  return v_channel;
end;
$$;
revoke execute on function app.authorize_event(text, jsonb) from public, anon, authenticated;
