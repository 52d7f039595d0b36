create function public.accept_unofficial_whatsapp(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  insert into app.unofficial_whatsapp_acceptances (tenant_id, accepted_by) values (p_tenant_id, auth.uid())
  on conflict (tenant_id) do nothing;
  return app.unofficial_whatsapp_acceptance(p_tenant_id);
end;
$$;
comment on function public.accept_unofficial_whatsapp(uuid) is
  'Caller: owner or admin. Keeps who accepted the risk of a connection by QR code, and when; the first one stays. Returns {accepted_at, accepted_by}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.accept_unofficial_whatsapp(uuid) from public, anon, authenticated;
grant execute on function public.accept_unofficial_whatsapp(uuid) to authenticated;
