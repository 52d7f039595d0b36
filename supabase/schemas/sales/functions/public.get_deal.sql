create function public.get_deal(p_tenant_id uuid, p_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_deal jsonb;
begin
  perform app.require_seller(p_tenant_id);
  v_deal := app.deal_rows(p_tenant_id, array[p_id]) -> 0;
  if v_deal is null then
    raise sqlstate 'PT404' using message = 'deal_not_found';
  end if;
  return v_deal || jsonb_build_object('lead_id', (
    select l.id from public.crm_leads l where l.tenant_id = p_tenant_id and l.deal_id = p_id order by l.created_at limit 1));
end;
$$;
comment on function public.get_deal(uuid, uuid) is
  'Caller: who sells. A deal with the names around it, its conversation (thread_key) and its lead. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT404 deal_not_found.';
revoke execute on function public.get_deal(uuid, uuid) from public, anon, authenticated;
grant execute on function public.get_deal(uuid, uuid) to authenticated;
