create function public.start_history_import(p_tenant_id uuid)
returns jsonb
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  v_channel public.notification_channels;
  v_import app.history_imports;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_channel from app.active_channel(p_tenant_id);
  if v_channel.id is null then
    raise sqlstate 'PT404' using message = 'channel_not_found';
  end if;
  if v_channel.connection_state <> 'open' then
    raise sqlstate 'PT409' using message = 'channel_disconnected';
  end if;
  v_import := app.begin_history_import(v_channel, now());
  if v_import.id is null then
    raise sqlstate 'PT409' using message = 'history_not_available';
  end if;
  return app.history_import_payload(v_import);
end;
$$;
comment on function public.start_history_import(uuid) is
  'Caller: owner or admin. Reads what was said before from the provider of the active channel, in the background; while an import is open, answers that one. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 channel_not_found, PT409 channel_disconnected, PT409 history_not_available.';
revoke execute on function public.start_history_import(uuid) from public, anon, authenticated;
grant execute on function public.start_history_import(uuid) to authenticated;
