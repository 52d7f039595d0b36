create function app.configure_meta_channel(p_tenant_id uuid, p_kind text, p_account jsonb, p_credentials jsonb)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, p_kind);
  v_name text := nullif(app.normalize_name(left(p_account ->> 'name', 120)), '');
begin
  if coalesce(p_account ->> 'account_id', '') !~ '^[0-9A-Za-z_.-]{1,64}$' or p_kind not in (
    select k.kind from public.channel_kinds k where k.is_official and not k.needs_pairing) then
    raise sqlstate 'PT400' using message = 'unknown_provider';
  end if;
  if not app.claim_route(p_tenant_id, v_channel_id, p_kind, p_account ->> 'account_id') then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  -- another account has other templates
  delete from public.message_templates t
  where t.tenant_id = p_tenant_id and t.channel_id = v_channel_id and not exists (
    select from public.meta_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel_id
      and a.parent_id = p_account ->> 'parent_id');
  insert into public.meta_accounts as a (tenant_id, channel_id, account_id, parent_id, business_id, name, is_coexistence,
    quality, messaging_limit, throughput, token_expires_at, token_checked_at)
  values (p_tenant_id, v_channel_id, p_account ->> 'account_id', p_account ->> 'parent_id', p_account ->> 'business_id', v_name,
    coalesce((p_account ->> 'is_coexistence')::boolean, false), lower(p_account ->> 'quality'), p_account ->> 'messaging_limit',
    p_account ->> 'throughput', (p_account ->> 'token_expires_at')::timestamptz, case when p_account ? 'token_expires_at' then now() end)
  on conflict on constraint one_meta_account_per_channel do update set
    account_id = excluded.account_id, parent_id = excluded.parent_id, business_id = excluded.business_id, name = excluded.name,
    is_coexistence = excluded.is_coexistence, quality = excluded.quality, messaging_limit = excluded.messaging_limit,
    throughput = excluded.throughput, restriction = null, restricted_until = null, history_state = null,
    token_expires_at = excluded.token_expires_at, token_checked_at = excluded.token_checked_at, token_error = null,
    templates_synced_at = case when a.parent_id = excluded.parent_id then a.templates_synced_at end;
  perform app.resolve_alert(p_tenant_id, 'meta_token', v_channel_id::text);
  perform app.activate_channel(p_tenant_id, v_channel_id, v_name, app.canonical_phone(p_account ->> 'phone'), 'open');
  return jsonb_build_object('channel_id', v_channel_id, 'state', 'open');
end;
$$;
comment on function app.configure_meta_channel(uuid, text, jsonb, jsonb) is
  'Caller: owner or admin, through connect-meta, which has asked Meta whose the account is. p_account {account_id, parent_id, business_id, name, phone, is_coexistence, quality, messaging_limit, throughput, token_expires_at}. Returns {channel_id, state}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 unknown_provider, PT409 sender_in_use, PT400 credentials_not_encrypted.';
revoke execute on function app.configure_meta_channel(uuid, text, jsonb, jsonb) from public, anon, authenticated;
grant execute on function app.configure_meta_channel(uuid, text, jsonb, jsonb) to authenticated;
