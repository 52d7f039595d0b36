create function app.channel_obstacle(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select case
    when count(*) = 0 then 'no_active_channel'
    when bool_and(c.connection_state = 'close') then 'channel_disconnected'
    when bool_and(c.connection_state = 'close' or exists (select from public.channel_prices p where p.kind = c.provider and p.credits > 0))
      and not exists (select from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id and b.balance > 0)
      then 'insufficient_credits' end
  from public.notification_channels c join public.channel_kinds k on k.kind = c.provider and not k.only_answers
  where c.tenant_id = p_tenant_id and c.is_active;
$$;
comment on function app.channel_obstacle(uuid) is
  'Why nothing would leave a clinic by itself now, whoever it is to: the code, or NULL when it would.';
revoke execute on function app.channel_obstacle(uuid) from public, anon, authenticated;
