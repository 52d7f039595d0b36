create function app.lock_series_of(p_tenant_id uuid, p_id uuid, p_scope text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_series uuid;
begin
  if p_scope = 'this' then
    return;
  end if;
  select s.series_id into v_series from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id;
  perform from public.session_series r where r.tenant_id = p_tenant_id and r.id = v_series for update;
  perform from public.sessions s where s.tenant_id = p_tenant_id and s.series_id = v_series order by s.slot_date for update;
end;
$$;
comment on function app.lock_series_of(uuid, uuid, text) is
  'Locks the series of a session with all that belongs to it, before the session itself: the order of everybody.';
revoke execute on function app.lock_series_of(uuid, uuid, text) from public, anon, authenticated;
