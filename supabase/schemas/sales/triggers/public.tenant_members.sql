-- What somebody sold is nobody's when they go.
create trigger tenant_members_leave_sales before delete on public.tenant_members
  for each row execute function app.tg_tenant_members__leave_sales();
