create trigger tenants_give_intake after insert on public.tenants
  for each row execute function app.tg_tenants__give_intake();

create trigger tenants_mark_days after update of time_zone on public.tenants
  for each row when (old.time_zone <> new.time_zone) execute function app.tg_tenants__mark_days();
