create trigger waiting_list_settings_audit after insert or update or delete on public.waiting_list_settings
  for each row execute function app.tg_any__audit();
