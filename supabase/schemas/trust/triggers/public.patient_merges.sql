create trigger patient_merges_audit after insert or update or delete on public.patient_merges
  for each row execute function app.tg_any__audit();
