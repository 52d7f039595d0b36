create trigger patient_files_audit after insert or update or delete on public.patient_files
  for each row execute function app.tg_any__audit();
