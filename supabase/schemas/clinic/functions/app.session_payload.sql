create function app.session_payload(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select app.sessions_payload(p_tenant_id, array[p_id]) -> 0);
end;
$$;
comment on function app.session_payload(uuid, uuid) is
  'A session as screens show it.';
revoke execute on function app.session_payload(uuid, uuid) from public, anon, authenticated;
grant execute on function app.session_payload(uuid, uuid) to authenticated;
