create function public.disconnect_dinamize(p_tenant_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_id uuid;
begin
  perform app.require_admin(p_tenant_id);
  delete from app.dinamize_accounts a where a.tenant_id = p_tenant_id returning a.id into v_id;
  if v_id is not null then
    perform app.log_sync(p_tenant_id, 'out', 'disconnected');
    perform app.audit(p_tenant_id, 'dinamize.disconnected', 'dinamize', v_id::text);
    perform app.resolve_alert(p_tenant_id, 'dinamize_refused');
    perform app.broadcast(p_tenant_id, 'sale', jsonb_build_object('entity', 'sync', 'id', v_id));
  end if;
  return jsonb_build_object('account', null);
end;
$$;
comment on function public.disconnect_dinamize(uuid) is
  'Caller: owner or admin. User, password and token are removed; leads and contacts stay on both sides, and connected to the same list again they are known. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.disconnect_dinamize(uuid) from public, anon, authenticated;
grant execute on function public.disconnect_dinamize(uuid) to authenticated;
