create function app.places_taken(p_tenant_id uuid, p_session_id uuid)
returns bigint
language plpgsql
stable
set search_path = ''
as $$
begin
  return (
    select count(*) from public.session_patients p
    join public.session_statuses u on u.key = p.status and u.blocks_time
    where p.tenant_id = p_tenant_id and p.session_id = p_session_id);
end;
$$;
comment on function app.places_taken(uuid, uuid) is
  'How many take part in a session.';
revoke execute on function app.places_taken(uuid, uuid) from public, anon, authenticated;
