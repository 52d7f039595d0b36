create function app.receipt_scope(p_tenant_id uuid, p_writes boolean)
returns uuid
language sql
stable
set search_path = ''
as $$
  select case when app.require_member(p_tenant_id,
    case when p_writes then array['owner', 'admin', 'operator', 'therapist'] end) = 'therapist' then auth.uid() end;
$$;
comment on function app.receipt_scope(uuid, boolean) is
  'Whose papers the caller has to do with: null is everybody''s, a therapist has the own. A supervisor reads. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.receipt_scope(uuid, boolean) from public, anon, authenticated;
