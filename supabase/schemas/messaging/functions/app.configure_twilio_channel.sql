create function app.configure_twilio_channel(
  p_tenant_id uuid, p_account_sid text, p_sender_phone text, p_messaging_service_sid text, p_credentials jsonb
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_channel_id uuid := app.reserve_channel_id(p_tenant_id, 'twilio');
  v_phone text := app.canonical_phone(p_sender_phone);
  v_verified timestamptz;
begin
  if v_phone is null then
    raise sqlstate 'PT400' using message = 'invalid_phone';
  end if;
  -- as with instances; only the number that Twilio lends for trials is a sender of several accounts
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', 'sender', p_account_sid, v_phone), 0));
  if exists (
    select from public.twilio_accounts a
    join public.notification_channels c on c.tenant_id = a.tenant_id and c.id = a.channel_id
    where a.account_sid = p_account_sid and a.sender_phone = v_phone and a.tenant_id <> p_tenant_id and c.is_active
  ) then
    raise sqlstate 'PT409' using message = 'sender_in_use', hint = 'Disconnect it from the other clinic first.';
  end if;
  perform app.store_credentials(p_tenant_id, v_channel_id, p_credentials);
  insert into public.twilio_accounts as a (tenant_id, channel_id, account_sid, messaging_service_sid, sender_phone)
  values (p_tenant_id, v_channel_id, p_account_sid, nullif(p_messaging_service_sid, ''), v_phone)
  on conflict on constraint one_account_per_channel do update set
    account_sid = excluded.account_sid, messaging_service_sid = excluded.messaging_service_sid, sender_phone = excluded.sender_phone,
    -- another number has still to show that its webhooks come here
    verified_at = case when (a.account_sid, a.sender_phone) = (excluded.account_sid, excluded.sender_phone) then a.verified_at end
  returning a.verified_at into v_verified;
  perform app.activate_channel(p_tenant_id, v_channel_id, v_phone, v_phone, case when v_verified is null then 'connecting' else 'open' end);
  return jsonb_build_object('channel_id', v_channel_id, 'state', case when v_verified is null then 'connecting' else 'open' end);
end;
$$;
comment on function app.configure_twilio_channel(uuid, text, text, text, jsonb) is
  'Caller: owner or admin, through twilio-channel-provision. Returns {channel_id, state}: connecting until the account signs its first webhook. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_phone, PT409 sender_in_use, PT400 credentials_not_encrypted.';
revoke execute on function app.configure_twilio_channel(uuid, text, text, text, jsonb) from public, anon, authenticated;
grant execute on function app.configure_twilio_channel(uuid, text, text, text, jsonb) to authenticated;
