create function app.lock_campaign(p_tenant_id uuid, p_id uuid)
returns public.campaigns
language plpgsql
set search_path = ''
as $$
declare
  v_row public.campaigns;
begin
  select * into v_row from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id for update;
  if not found then
    raise sqlstate 'PT404' using message = 'campaign_not_found';
  end if;
  return v_row;
end;
$$;
comment on function app.lock_campaign(uuid, uuid) is
  'Errors: PT404 campaign_not_found.';
revoke execute on function app.lock_campaign(uuid, uuid) from public, anon, authenticated;
