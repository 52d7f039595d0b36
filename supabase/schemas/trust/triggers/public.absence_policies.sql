create trigger absence_policies_audit after insert or update or delete on public.absence_policies
  for each row execute function app.tg_any__audit();
