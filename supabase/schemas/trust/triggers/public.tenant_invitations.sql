create trigger tenant_invitations_audit after insert or update or delete on public.tenant_invitations
  for each row execute function app.tg_any__audit();
