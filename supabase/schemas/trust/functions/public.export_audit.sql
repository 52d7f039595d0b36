create function public.export_audit(p_tenant_id uuid, p_filter jsonb default '{}')
returns table (
  key uuid, at timestamptz, source text, actor_kind text, actor_id uuid, actor_name text, action text, area text, severity text,
  entity text, entity_id text, label text, link text, before jsonb, after jsonb, names jsonb, reason text, request_id text, seq bigint,
  erased_at timestamptz
)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_filter jsonb;
begin
  perform app.require_admin(p_tenant_id);
  v_filter := app.require_audit_filter(p_filter);
  perform app.audit(p_tenant_id, 'audit.exported', 'audit', '', null, v_filter);
  return query select * from app.audit_page(p_tenant_id, v_filter, null, 10000);
end;
$$;
comment on function public.export_audit(uuid, jsonb) is
  'Caller: owner and administrators. As list_audit, the latest ten thousand at once; that somebody took them along is audited. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT400 invalid_filter.';
revoke execute on function public.export_audit(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.export_audit(uuid, jsonb) to authenticated;
