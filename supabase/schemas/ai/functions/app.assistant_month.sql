create function app.assistant_month(p_tenant_id uuid, p_at timestamptz)
returns date
language sql
stable
set search_path = ''
as $$
  select date_trunc('month', p_at at time zone app.clinic_zone(p_tenant_id))::date;
$$;
revoke execute on function app.assistant_month(uuid, timestamptz) from public, anon, authenticated;
