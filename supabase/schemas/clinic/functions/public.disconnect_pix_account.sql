create function public.disconnect_pix_account(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform pg_advisory_xact_lock(hashtextextended('pix:' || p_tenant_id, 0));
  update app.pix_accounts a set disconnected_at = now() where a.tenant_id = p_tenant_id and a.disconnected_at is null;
  delete from app_private.pix_credentials c where c.tenant_id = p_tenant_id;
  return public.get_pix_account(p_tenant_id);
end;
$$;
comment on function public.disconnect_pix_account(uuid) is
  'Caller: owner and admin. The key is deleted. The webhook stays known: what was sent before may still be paid, and counts. Answers as get_pix_account. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.disconnect_pix_account(uuid) from public, anon, authenticated;
grant execute on function public.disconnect_pix_account(uuid) to authenticated;
