create function app.delete_cancelled_tenant(p_tenant_id uuid, p_now timestamptz default clock_timestamp())
returns boolean
language plpgsql
set search_path = ''
as $$
begin
  perform from public.tenant_cancellations c
  where c.tenant_id = p_tenant_id and c.deletion_on <= (p_now at time zone app.clinic_zone(p_tenant_id))::date
  for update;
  if not found then
    perform app.announce_deletion(p_tenant_id, p_now);
    return false;
  end if;
  delete from public.tenants t where t.id = p_tenant_id;
  return true;
end;
$$;
comment on function app.delete_cancelled_tenant(uuid, timestamptz) is
  'Caller: workers. Deletes a clinic whose day has come and that was not restored, or announces the day; its files follow with the hourly sweep. Whether it did.';
revoke execute on function app.delete_cancelled_tenant(uuid, timestamptz) from public, anon, authenticated;
grant execute on function app.delete_cancelled_tenant(uuid, timestamptz) to service_role;
