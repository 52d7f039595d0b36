create function public.get_history_import(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  return jsonb_build_object(
    'days', (select k.history_days from public.channel_kinds k where k.kind = v_channel.provider),
    'import', (
      select app.history_import_payload(i) from app.history_imports i
      where i.tenant_id = p_tenant_id and i.channel_id = v_channel.id
      order by i.created_at desc, i.id limit 1));
end;
$$;
comment on function public.get_history_import(uuid) is
  'Caller: owner or admin. {days: how far back the active channel reads, null where it does not; import: the newest {id, channel_id, state, since, until, chats_total, chats_done, messages_stored, last_error, retry_at, created_at, finished_at} of that channel, or null}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.get_history_import(uuid) from public, anon, authenticated;
grant execute on function public.get_history_import(uuid) to authenticated;
