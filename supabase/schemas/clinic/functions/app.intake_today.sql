create function app.intake_today(p_tenant_id uuid)
returns date
language sql
stable
set search_path = ''
as $$
  select (now() at time zone t.time_zone)::date from public.tenants t where t.id = p_tenant_id;
$$;
comment on function app.intake_today(uuid) is 'The day at the clinic: who comes of age today is no minor today.';
revoke execute on function app.intake_today(uuid) from public, anon, authenticated;
grant execute on function app.intake_today(uuid) to authenticated;
