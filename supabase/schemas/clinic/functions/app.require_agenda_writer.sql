create function app.require_agenda_writer(p_tenant_id uuid, p_therapist_ids uuid[])
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role = 'therapist' and not p_therapist_ids <@ array[auth.uid()] then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception of the clinic.';
  end if;
  return v_role;
end;
$$;
comment on function app.require_agenda_writer(uuid, uuid[]) is
  'The caller''s role, if these agendas may be written: a therapist writes the own one, everybody else all. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_agenda_writer(uuid, uuid[]) from public, anon, authenticated;
