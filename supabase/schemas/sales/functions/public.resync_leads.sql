create function public.resync_leads(p_tenant_id uuid, p_which text default 'failed', p_lead_id uuid default null)
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_account app.dinamize_accounts;
  v_count integer;
begin
  perform app.require_seller(p_tenant_id);
  if p_which is null or p_which not in ('one', 'failed', 'all') or (p_which = 'one') <> (p_lead_id is not null) then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  if p_which = 'all' then
    perform app.require_sales_leader(p_tenant_id);
  end if;
  select * into v_account from app.dinamize_accounts a where a.tenant_id = p_tenant_id;
  if v_account.tenant_id is null or v_account.refused_at is not null or not v_account.is_pushing then
    raise sqlstate 'PT409' using message = 'dinamize_not_connected';
  end if;
  with wanted as (
    select l.id, app.want_lead_push(v_account, l, p_which <> 'failed') as is_wanted
    from public.crm_leads l left join public.crm_lead_sync s on s.tenant_id = p_tenant_id and s.lead_id = l.id
    where l.tenant_id = p_tenant_id and case p_which when 'one' then l.id = p_lead_id when 'failed' then s.status = 'failed'
      else l.status in ('new', 'contacted', 'qualified') end
    order by l.id)
  select count(*) filter (where w.is_wanted) into v_count from wanted w;
  if p_which = 'one' and not exists (select from public.crm_leads l where l.tenant_id = p_tenant_id and l.id = p_lead_id) then
    raise sqlstate 'PT404' using message = 'lead_not_found';
  end if;
  if v_count > 0 then
    perform app.log_sync(p_tenant_id, 'out', 'asked_again', p_lead_id, jsonb_build_object('which', p_which, 'leads', v_count));
  end if;
  return v_count;
end;
$$;
comment on function public.resync_leads(uuid, text, uuid) is
  'Caller: who sells; all: owner, admin, supervisor. Has leads written at Dinamize again: one, failed, or all that are open; how many will be (nobody who opted out or has no address). Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off, PT400 invalid_filter, PT404 lead_not_found, PT409 dinamize_not_connected.';
revoke execute on function public.resync_leads(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.resync_leads(uuid, text, uuid) to authenticated;
