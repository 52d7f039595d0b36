create function public.save_audit_settings(p_tenant_id uuid, p_keep_months integer)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_before smallint;
begin
  perform app.require_member(p_tenant_id, array['owner']);
  if p_keep_months is null or p_keep_months not between 60 and 240 then
    raise sqlstate 'PT400' using message = 'audit_settings_invalid', detail = 'From 60 to 240 months.';
  end if;
  insert into app.audit_chains (tenant_id) values (p_tenant_id) on conflict (tenant_id) do nothing;
  select c.keep_months into v_before from app.audit_chains c where c.tenant_id = p_tenant_id for update;
  update app.audit_chains c set keep_months = p_keep_months where c.tenant_id = p_tenant_id and c.keep_months <> p_keep_months;
  perform app.audit(p_tenant_id, 'audit.kept', 'audit', '', jsonb_build_object('keep_months', v_before),
    jsonb_build_object('keep_months', p_keep_months));
  return app.audit_chain_payload(p_tenant_id);
end;
$$;
comment on function public.save_audit_settings(uuid, integer) is
  'Caller: owner. How long the audit is kept, five to twenty years. Answers chain as get_audit_kit. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 audit_settings_invalid.';
revoke execute on function public.save_audit_settings(uuid, integer) from public, anon, authenticated;
grant execute on function public.save_audit_settings(uuid, integer) to authenticated;
