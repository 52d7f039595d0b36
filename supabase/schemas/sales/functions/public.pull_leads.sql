create function public.pull_leads(p_tenant_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  if not exists (select from app.dinamize_accounts a where a.tenant_id = p_tenant_id and a.is_pulling and a.refused_at is null) then
    raise sqlstate 'PT409' using message = 'dinamize_not_connected';
  end if;
  return app.enqueue_lead_pulls(p_tenant_id) > 0;
end;
$$;
comment on function public.pull_leads(uuid) is
  'Caller: who sells. Reads the list of Dinamize now instead of within 15 minutes; false: it is being read. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT409 dinamize_not_connected.';
revoke execute on function public.pull_leads(uuid) from public, anon, authenticated;
grant execute on function public.pull_leads(uuid) to authenticated;
