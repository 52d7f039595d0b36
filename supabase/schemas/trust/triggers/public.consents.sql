create trigger consents_audit after insert or update or delete on public.consents
  for each row execute function app.tg_any__audit();
