create trigger agenda_settings_audit after insert or update or delete on public.agenda_settings
  for each row execute function app.tg_any__audit();
