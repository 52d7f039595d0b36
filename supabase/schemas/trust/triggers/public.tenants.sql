create trigger tenants_audit after insert or update or delete on public.tenants
  for each row execute function app.tg_any__audit();
