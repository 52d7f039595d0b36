create trigger conversation_autoreply_settings_audit after insert or update or delete on public.conversation_autoreply_settings
  for each row execute function app.tg_any__audit();
