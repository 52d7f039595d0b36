create function app.require_payout_keeper(p_tenant_id uuid)
returns text
language sql
stable
set search_path = ''
as $$
  select app.require_member(p_tenant_id, array['owner', 'admin']);
$$;
comment on function app.require_payout_keeper(uuid) is
  'The caller''s role, if it decides about payouts. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.require_payout_keeper(uuid) from public, anon, authenticated;
