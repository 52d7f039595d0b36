create function public.get_campaign(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_row public.campaigns;
begin
  perform app.require_seller(p_tenant_id);
  select * into v_row from public.campaigns c where c.tenant_id = p_tenant_id and c.id = p_id;
  if not found then
    raise sqlstate 'PT404' using message = 'campaign_not_found';
  end if;
  return app.campaign_report(v_row);
end;
$$;
comment on function public.get_campaign(uuid, uuid) is
  'Caller: whoever sells. A campaign with problems, counts, reasons {state, reason, count}, credits {held, used} and, with two texts, their result. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT404 campaign_not_found.';
revoke execute on function public.get_campaign(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_campaign(uuid, uuid) to authenticated;
