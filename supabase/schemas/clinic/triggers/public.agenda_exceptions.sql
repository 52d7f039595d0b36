create trigger agenda_exceptions_mark_days after insert or update or delete on public.agenda_exceptions
  for each row execute function app.tg_agenda_exceptions__mark_days();
