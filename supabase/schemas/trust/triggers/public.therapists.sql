create trigger therapists_audit after insert or update or delete on public.therapists
  for each row execute function app.tg_any__audit();
