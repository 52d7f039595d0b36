create function app.alert_setting(p_tenant_id uuid, p_kind text, out is_on boolean, out threshold numeric, out by_email boolean, out by_push boolean,
  out is_urgent boolean)
language sql
stable
set search_path = ''
as $$
  select coalesce(s.is_on, true), coalesce(s.threshold, k.threshold), coalesce(s.by_email, true), coalesce(s.by_push, true), k.is_urgent
  from app.alert_kinds k
  left join public.alert_settings s on s.tenant_id = p_tenant_id and s.kind = k.kind
  where k.kind = p_kind;
$$;
comment on function app.alert_setting(uuid, text) is 'What holds of a kind of alert in a clinic.';
revoke execute on function app.alert_setting(uuid, text) from public, anon, authenticated;
