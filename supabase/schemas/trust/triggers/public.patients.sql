create trigger patients_audit after insert or update or delete on public.patients
  for each row execute function app.tg_any__audit();
