create function app.set_alert(p_tenant_id uuid, p_kind text, p_subject text, p_stands boolean, p_data jsonb, p_now timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if p_stands then
    perform app.raise_alert(p_tenant_id, p_kind, p_subject, p_data, p_now);
  elsif exists (
    select from public.alerts a where a.tenant_id = p_tenant_id and a.kind = p_kind and a.subject = p_subject and a.ended_at is null) then
    perform app.resolve_alert(p_tenant_id, p_kind, p_subject, p_now);
  end if;
end;
$$;
comment on function app.set_alert(uuid, text, text, boolean, jsonb, timestamptz) is 'Raises an alert that stands, or ends it.';
revoke execute on function app.set_alert(uuid, text, text, boolean, jsonb, timestamptz) from public, anon, authenticated;
