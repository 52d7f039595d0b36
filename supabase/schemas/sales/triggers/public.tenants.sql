-- Every clinic begins with a pipeline.
create trigger tenants_give_sales after insert on public.tenants
  for each row execute function app.tg_tenants__give_sales();
