create function public.list_lead_sync(p_tenant_id uuid, p_status text default null, p_after jsonb default null, p_limit integer default 50)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  if p_status not in ('pending', 'synced', 'failed', 'opted_out') then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  return (
    with page as (
      select s.* from public.crm_lead_sync s
      where s.tenant_id = p_tenant_id and (p_status is null or s.status = p_status)
        and (p_after is null or (s.wanted_at, s.lead_id) < ((p_after ->> 'wanted_at')::timestamptz, (p_after ->> 'lead_id')::uuid))
      order by s.wanted_at desc, s.lead_id desc limit least(greatest(coalesce(p_limit, 50), 1), 200))
    select coalesce(jsonb_agg(jsonb_build_object('lead_id', p.lead_id, 'full_name', l.full_name, 'email', l.email, 'status', p.status,
      'direction', p.direction, 'error', p.error, 'wanted_at', p.wanted_at, 'synced_at', p.synced_at, 'contact_code', p.contact_code,
      'next_try_at', q.run_at, 'attempts', q.attempts) order by p.wanted_at desc, p.lead_id desc), '[]')
    from page p join public.crm_leads l on l.tenant_id = p_tenant_id and l.id = p.lead_id
    left join app.crm_sync_queue q on q.tenant_id = p_tenant_id and q.lead_id = p.lead_id);
end;
$$;
comment on function public.list_lead_sync(uuid, text, jsonb, integer) is
  'Caller: who sells. Leads at Dinamize, those that changed last first: {lead_id, full_name, email, status: pending | synced | failed | opted_out, direction, error, wanted_at, synced_at, contact_code, next_try_at, attempts}; p_after: the last row. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter.';
revoke execute on function public.list_lead_sync(uuid, text, jsonb, integer) from public, anon, authenticated;
grant execute on function public.list_lead_sync(uuid, text, jsonb, integer) to authenticated;
