create trigger patient_documents_audit after insert or update or delete on public.patient_documents
  for each row execute function app.tg_any__audit();
