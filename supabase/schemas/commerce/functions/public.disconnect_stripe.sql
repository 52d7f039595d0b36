create function public.disconnect_stripe(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('stripe:' || p_tenant_id, 0));
  update app.stripe_accounts a set disconnected_at = now() where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  return public.get_stripe_account(p_tenant_id);
end;
$$;
comment on function public.disconnect_stripe(uuid) is
  'Caller: owner and admin. Nothing more is charged with the account. Its signature stays known: what was sent before may still be paid, and counts. Answers as get_stripe_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.disconnect_stripe(uuid) from public, anon, authenticated;
grant execute on function public.disconnect_stripe(uuid) to authenticated;
