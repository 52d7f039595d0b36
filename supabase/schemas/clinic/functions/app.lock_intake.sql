-- An invite of the caller's clinic, locked for a change.
create function app.lock_intake(p_tenant_id uuid, p_id uuid)
returns public.intake_invites
language plpgsql
set search_path = ''
as $$
declare
  v_row public.intake_invites;
begin
  perform app.require_member(p_tenant_id);
  select * into v_row from public.intake_invites i where i.tenant_id = p_tenant_id and i.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'intake_not_found';
  end if;
  return v_row;
end;
$$;
revoke execute on function app.lock_intake(uuid, uuid) from public, anon, authenticated;
