create function app.channels_of_meta_account(p_parent_id text)
returns jsonb
language sql
stable
set search_path = ''
as $$
  -- an account has a few numbers: they are found first
  with numbers as materialized (
    select a.tenant_id, a.channel_id from public.meta_accounts a where a.parent_id = p_parent_id
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', a.tenant_id, 'channel_id', a.channel_id, 'phone', c.phone)
    order by a.tenant_id, a.channel_id), '[]')
  from numbers a
  join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id;
$$;
comment on function app.channels_of_meta_account(text) is
  'Caller: meta-webhook. Channels whose number belongs to a WhatsApp Business account: some events are about the account.';
revoke execute on function app.channels_of_meta_account(text) from public, anon, authenticated;
grant execute on function app.channels_of_meta_account(text) to service_role;
