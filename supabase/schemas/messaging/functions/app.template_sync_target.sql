-- Which channel's templates to look up, and whether somebody did so a moment ago.
create function app.template_sync_target(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_synced_at timestamptz;
begin
  perform app.require_member(p_tenant_id);
  select c.* into v_channel from public.notification_channels c
  join public.channel_kinds k on k.kind = c.provider and k.max_template_length is not null
  where c.tenant_id = p_tenant_id and c.is_active
  order by k.position limit 1;
  if not found then
    raise sqlstate 'PT409' using message = 'no_template_channel', hint = 'Connect an official number in the settings.';
  end if;
  v_synced_at := coalesce(
    (select a.templates_synced_at from public.twilio_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel.id),
    (select a.templates_synced_at from public.meta_accounts a where a.tenant_id = p_tenant_id and a.channel_id = v_channel.id));
  return jsonb_build_object('channel_id', v_channel.id, 'synced_at', v_synced_at,
    'is_fresh', coalesce(v_synced_at > now() - interval '15 seconds', false));
end;
$$;
comment on function app.template_sync_target(uuid) is
  'Caller: any member, through sync-whatsapp-templates. {channel_id, synced_at, is_fresh} of the active official number. Errors: PT401 not_signed_in, PT403 not_a_member, PT409 no_template_channel.';
revoke execute on function app.template_sync_target(uuid) from public, anon, authenticated;
grant execute on function app.template_sync_target(uuid) to authenticated;
