create function app.report_reader(p_tenant_id uuid, p_person_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  -- who leads sees everybody, anybody else the own numbers
  return case when app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor') then p_person_id else auth.uid() end;
end;
$$;
comment on function app.report_reader(uuid, uuid) is
  'Whose numbers the caller gets who asks for those of p_person_id (null: everybody''s). Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.report_reader(uuid, uuid) from public, anon, authenticated;
