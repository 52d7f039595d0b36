create trigger tenant_members_rest_therapist after delete on public.tenant_members
  for each row execute function app.tg_tenant_members__rest_therapist();

create trigger tenant_members_rest_disabled after update of status on public.tenant_members
  for each row when (new.status <> 'active') execute function app.tg_tenant_members__rest_therapist();

create trigger tenant_members_end_care after delete on public.tenant_members
  for each row execute function app.tg_tenant_members__end_care();
