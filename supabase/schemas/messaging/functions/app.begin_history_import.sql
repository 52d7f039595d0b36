-- The open import of a channel, begun when there is none. NULL where the provider hands out nothing of before.
create function app.begin_history_import(p_channel public.notification_channels, p_at timestamptz)
returns app.history_imports
language plpgsql
set search_path = ''
as $$
declare
  v_days integer := (select k.history_days from public.channel_kinds k where k.kind = p_channel.provider);
  v_import app.history_imports;
begin
  if v_days is null then
    return null;
  end if;
  insert into app.history_imports (tenant_id, channel_id, since, until)
  values (p_channel.tenant_id, p_channel.id, now() - make_interval(days => v_days), now())
  on conflict (tenant_id, channel_id) where finished_at is null do nothing
  returning * into v_import;
  if not found then
    select * into v_import from app.history_imports i
    where i.tenant_id = p_channel.tenant_id and i.channel_id = p_channel.id and i.finished_at is null;
    return v_import;
  end if;
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_channel.tenant_id, 'import_history', jsonb_build_object('import_id', v_import.id), 'import_history:' || v_import.id, p_at);
  perform app.publish_history_import(v_import);
  return v_import;
end;
$$;
revoke execute on function app.begin_history_import(public.notification_channels, timestamptz) from public, anon, authenticated;
