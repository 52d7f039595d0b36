create function app.log_sync(p_tenant_id uuid, p_direction text, p_kind text, p_lead_id uuid default null, p_data jsonb default '{}')
returns void
language sql
set search_path = ''
as $$
  insert into public.crm_sync_logs (tenant_id, direction, kind, lead_id, data)
  values (p_tenant_id, p_direction, p_kind, p_lead_id, jsonb_strip_nulls(coalesce(p_data, '{}')));
$$;
comment on function app.log_sync(uuid, text, text, uuid, jsonb) is 'Writes a line of the log of Dinamize.';
revoke execute on function app.log_sync(uuid, text, text, uuid, jsonb) from public, anon, authenticated;
