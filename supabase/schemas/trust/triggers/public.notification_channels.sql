create trigger notification_channels_audit after insert or update of is_active, display_name, phone, shows_typing or delete on public.notification_channels
  for each row execute function app.tg_any__audit();
