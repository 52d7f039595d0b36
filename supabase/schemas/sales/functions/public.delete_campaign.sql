create function public.delete_campaign(p_tenant_id uuid, p_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_campaigner(p_tenant_id);
  delete from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id and c.state = 'draft';
  if not found and exists (select from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id) then
    raise sqlstate 'PT409' using message = 'campaign_started';
  end if;
  perform app.tell_campaign(p_tenant_id, p_id);
end;
$$;
comment on function public.delete_campaign(uuid, uuid) is
  'Caller: who sends campaigns. Only a draft can be deleted; one that is gone already is no error. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT409 campaign_started.';
revoke execute on function public.delete_campaign(uuid, uuid) from public, anon, authenticated;
grant execute on function public.delete_campaign(uuid, uuid) to authenticated;
