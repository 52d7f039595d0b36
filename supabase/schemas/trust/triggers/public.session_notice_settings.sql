create trigger session_notice_settings_audit after insert or update or delete on public.session_notice_settings
  for each row execute function app.tg_any__audit();
