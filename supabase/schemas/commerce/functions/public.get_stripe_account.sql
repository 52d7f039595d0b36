create function public.get_stripe_account(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return coalesce((
    select jsonb_build_object('is_connected', true, 'id', a.id, 'livemode', a.livemode, 'display_name', a.display_name, 'key_hint', a.key_hint,
      'connected_at', a.connected_at, 'is_key_refused', a.key_refused_at is not null)
    from app.stripe_accounts a where a.tenant_id = p_tenant_id and a.disconnected_at is null), '{"is_connected": false}');
end;
$$;
comment on function public.get_stripe_account(uuid) is
  'Caller: any member. Whether the clinic sells by card through Stripe: {is_connected, id (stands in the address of its webhook), livemode, display_name, key_hint, connected_at, is_key_refused}. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_stripe_account(uuid) from public, anon, authenticated;
grant execute on function public.get_stripe_account(uuid) to authenticated;
