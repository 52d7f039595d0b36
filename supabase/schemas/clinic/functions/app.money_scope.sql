create function app.money_scope(p_tenant_id uuid)
returns uuid
language sql
stable
set search_path = ''
as $$
  select case when app.require_member(p_tenant_id) = 'therapist' then auth.uid() end;
$$;
comment on function app.money_scope(uuid) is
  'Whose sessions'' money the caller sees: null is everybody''s, a therapist sees the own. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function app.money_scope(uuid) from public, anon, authenticated;
