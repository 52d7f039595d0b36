create trigger tenants_give_tags after insert on public.tenants
  for each row execute function app.tg_tenants__give_tags();

create trigger tenants_remember_files after delete on public.tenants
  for each row execute function app.tg_tenants__remember_files();
