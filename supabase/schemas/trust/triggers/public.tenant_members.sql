create trigger tenant_members_audit after insert or update or delete on public.tenant_members
  for each row execute function app.tg_any__audit();
