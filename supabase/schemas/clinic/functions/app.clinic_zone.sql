create function app.clinic_zone(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select t.time_zone from public.tenants t where t.id = p_tenant_id);
end;
$$;
comment on function app.clinic_zone(uuid) is
  'The time zone of a clinic.';
revoke execute on function app.clinic_zone(uuid) from public, anon, authenticated;
grant execute on function app.clinic_zone(uuid) to authenticated;
