create function public.list_sync_logs(p_tenant_id uuid, p_lead_id uuid default null, p_after jsonb default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return (
    with page as (
      select g.* from public.crm_sync_logs g
      where g.tenant_id = p_tenant_id and (p_lead_id is null or g.lead_id = p_lead_id)
        and (p_after is null or (g.at, g.id) < ((p_after ->> 'at')::timestamptz, (p_after ->> 'id')::uuid))
      order by g.at desc, g.id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(to_jsonb(p) - 'tenant_id' || jsonb_build_object('full_name', l.full_name) order by p.at desc, p.id desc), '[]')
    from page p left join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = p.lead_id);
end;
$$;
comment on function public.list_sync_logs(uuid, uuid, jsonb, integer) is
  'Caller: who sells. The log of Dinamize, of all or of one lead, the newest first: {id, at, direction, kind, lead_id, full_name, data}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.list_sync_logs(uuid, uuid, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_sync_logs(uuid, uuid, jsonb, integer) to authenticated;
