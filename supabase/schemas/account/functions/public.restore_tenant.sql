create function public.restore_tenant(p_tenant_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id, array['owner']);
  delete from public.tenant_cancellations c where c.tenant_id = p_tenant_id;
  if found then
    perform app.audit(p_tenant_id, 'clinic.restored', 'clinic', p_tenant_id::text);
  end if;
end;
$$;
comment on function public.restore_tenant(uuid) is 'Caller: owner. The clinic stays and works as before. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.restore_tenant(uuid) from public, anon, authenticated;
grant execute on function public.restore_tenant(uuid) to authenticated;
