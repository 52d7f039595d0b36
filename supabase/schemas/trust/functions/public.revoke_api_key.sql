create function public.revoke_api_key(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row public.api_keys;
begin
  perform app.require_admin(p_tenant_id);
  select * into v_row from public.api_keys k where k.tenant_id = p_tenant_id and k.id = p_id for update;
  if v_row.id is null then
    raise sqlstate 'PT404' using message = 'api_key_not_found';
  end if;
  if v_row.revoked_at is null then
    update public.api_keys k set revoked_at = now(), revoked_by = auth.uid() where k.tenant_id = p_tenant_id and k.id = p_id returning * into v_row;
    delete from app.api_key_routes r where r.tenant_id = p_tenant_id and r.key_id = p_id;
    perform app.audit(p_tenant_id, 'api_key.revoked', 'api_key', p_id::text, null, jsonb_build_object('name', v_row.name));
  end if;
  return app.api_key_payload(v_row);
end;
$$;
comment on function public.revoke_api_key(uuid, uuid) is
  'Caller: owner or admin. The key stops from the next call on. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 api_key_not_found.';
revoke execute on function public.revoke_api_key(uuid, uuid) from public, anon, authenticated;
grant execute on function public.revoke_api_key(uuid, uuid) to authenticated;
