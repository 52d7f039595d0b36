create function app.clinic_today(p_tenant_id uuid)
returns date
language sql
stable
set search_path = ''
as $$
  select (now() at time zone app.clinic_zone(p_tenant_id))::date;
$$;
comment on function app.clinic_today(uuid) is 'The day that the clinic''s calendar shows.';
revoke execute on function app.clinic_today(uuid) from public, anon, authenticated;
