create trigger tenants_give_intake after insert on public.tenants
  for each row execute function app.tg_tenants__give_intake();
