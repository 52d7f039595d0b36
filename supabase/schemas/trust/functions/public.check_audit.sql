create function public.check_audit(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  perform app.note_audit_check(p_tenant_id);
  return app.audit_chain_payload(p_tenant_id);
end;
$$;
comment on function public.check_audit(uuid) is
  'Caller: owner and administrators. Looks at the whole chain now. Answers chain as get_audit_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.check_audit(uuid) from public, anon, authenticated;
grant execute on function public.check_audit(uuid) to authenticated;
