create function app.first_open_session(p_tenant_id uuid, p_series_id uuid)
returns public.sessions
language plpgsql
stable
set search_path = ''
as $$
declare
  v_row public.sessions;
begin
  select s.* into v_row from public.sessions s
  join public.session_statuses u on u.key = s.status and not u.is_outcome
  where s.tenant_id = p_tenant_id and s.series_id = p_series_id
  order by s.starts_at < now(), s.slot_date limit 1;
  return v_row;
end;
$$;
comment on function app.first_open_session(uuid, uuid) is
  'Where a change of a whole series begins: its first session to come, or, when all are past, the first without an outcome.';
revoke execute on function app.first_open_session(uuid, uuid) from public, anon, authenticated;
