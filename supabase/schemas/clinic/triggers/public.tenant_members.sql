create trigger tenant_members_end_care after delete on public.tenant_members
  for each row execute function app.tg_tenant_members__end_care();
