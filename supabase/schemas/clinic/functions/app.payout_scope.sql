create function app.payout_scope(p_tenant_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  if app.require_member(p_tenant_id) in ('owner', 'admin') then
    return null;
  elsif not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = auth.uid()) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return auth.uid();
end;
$$;
comment on function app.payout_scope(uuid) is
  'Whose payouts the caller sees: null is everybody''s; whoever treats sees the own. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function app.payout_scope(uuid) from public, anon, authenticated;
