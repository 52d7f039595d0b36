create function app.lock_session(p_tenant_id uuid, p_id uuid, p_version integer default null)
returns public.sessions
language plpgsql
set search_path = ''
as $$
declare
  v_row public.sessions;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.sessions s where s.tenant_id = p_tenant_id and s.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'session_not_found';
  end if;
  perform app.require_agenda_writer(p_tenant_id, array[v_row.therapist_id]);
  if p_version is not null and v_row.version <> p_version then
    raise sqlstate 'PT409' using message = 'changed_meanwhile';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_session(uuid, uuid, integer) is
  'A session to be changed. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 session_not_found, PT409 changed_meanwhile.';
revoke execute on function app.lock_session(uuid, uuid, integer) from public, anon, authenticated;
