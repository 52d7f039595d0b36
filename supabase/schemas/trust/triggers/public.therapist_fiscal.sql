create trigger therapist_fiscal_audit after insert or update or delete on public.therapist_fiscal
  for each row execute function app.tg_any__audit();
