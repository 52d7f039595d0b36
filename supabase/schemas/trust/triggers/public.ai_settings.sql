create trigger ai_settings_audit after insert or update or delete on public.ai_settings
  for each row execute function app.tg_any__audit();
