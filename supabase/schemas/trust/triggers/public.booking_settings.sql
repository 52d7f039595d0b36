create trigger booking_settings_audit after insert or update or delete on public.booking_settings
  for each row execute function app.tg_any__audit();
