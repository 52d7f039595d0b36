create function app.assistant_obstacle(p_tenant_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (select from app_private.assistant_credentials c where c.tenant_id = p_tenant_id) then
    return 'not_connected';
  elsif not exists (select from public.ai_settings s where s.tenant_id = p_tenant_id and s.accepted_at is not null) then
    return 'not_accepted';
  end if;
  return null;
end;
$$;
comment on function app.assistant_obstacle(uuid) is
  'What has to be done before the assistant of a clinic may leave the test: not_connected, not_accepted; NULL: nothing.';
revoke execute on function app.assistant_obstacle(uuid) from public, anon, authenticated;
