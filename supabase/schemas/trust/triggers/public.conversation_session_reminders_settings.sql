create trigger conversation_session_reminders_settings_audit after insert or update or delete on public.conversation_session_reminders_settings
  for each row execute function app.tg_any__audit();
