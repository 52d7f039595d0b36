create function app.require_waiting_therapist(p_tenant_id uuid, p_therapist_id uuid)
returns text
language plpgsql
stable
set search_path = ''
as $$
declare
  v_role text := app.require_member(p_tenant_id);
begin
  if v_role = 'therapist' and p_therapist_id is distinct from auth.uid() then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask the reception of the clinic.';
  end if;
  return v_role;
end;
$$;
comment on function app.require_waiting_therapist(uuid, uuid) is
  'The caller''s role, if they keep the waiting list of this therapist (NULL: of anybody): a therapist the own one, everybody else all. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_waiting_therapist(uuid, uuid) from public, anon, authenticated;
