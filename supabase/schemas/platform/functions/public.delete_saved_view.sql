create function public.delete_saved_view(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_leads boolean := app.require_member(p_tenant_id) in ('owner', 'admin', 'supervisor');
begin
  if app.require_own_view(p_tenant_id, p_id, v_leads) then
    delete from public.saved_views v where v.tenant_id = p_tenant_id and v.id = p_id;
  end if;
end;
$$;
comment on function public.delete_saved_view(uuid, uuid) is
  'Caller: who may change the view (save_view). One that is gone is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.delete_saved_view(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_saved_view(uuid, uuid) to authenticated;
