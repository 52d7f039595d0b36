create trigger tenants_recount_reports after update of time_zone on public.tenants
  for each row when (old.time_zone is distinct from new.time_zone) execute function app.tg_tenants__recount_reports();

create trigger tenants_audit after insert or update or delete on public.tenants
  for each row execute function app.tg_any__audit();
