create trigger session_types_audit after insert or update or delete on public.session_types
  for each row execute function app.tg_any__audit();
