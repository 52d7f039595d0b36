create function public.get_dinamize(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_seller(p_tenant_id);
  return jsonb_build_object(
    'account', (
      select jsonb_build_object('client_code', a.client_code, 'user_hint', a.user_hint, 'list_code', a.list_code, 'list_name', a.list_name,
        'phone_field', a.phone_field, 'company_field', a.company_field, 'is_pushing', a.is_pushing, 'is_pulling', a.is_pulling,
        'brings_all', a.creates_since is null, 'connected_at', a.connected_at, 'refused_at', a.refused_at, 'pulled_at', a.pulled_at, 'last_pull', a.last_pull,
        'paused_until', case when a.paused_until > now() then a.paused_until end, 'is_reading', a.cursor is not null)
      from app.dinamize_accounts a where a.tenant_id = p_tenant_id),
    'counts', (
      select coalesce(jsonb_object_agg(c.status, c.n), '{}') from (
        select s.status, count(*) as n from public.crm_lead_sync s where s.tenant_id = p_tenant_id group by s.status) c),
    'unsent', (
      select count(*) from public.crm_leads l
      where l.tenant_id = p_tenant_id and l.status in ('new', 'contacted', 'qualified') and l.email is not null
        and not exists (select from public.crm_lead_sync s where s.tenant_id = p_tenant_id and s.lead_id = l.id)));
end;
$$;
comment on function public.get_dinamize(uuid) is
  'Caller: who sells. {account: connection without its secrets | null, counts: leads by status of the sync, unsent: open leads with an address that were never written there}. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden, PT403 module_off.';
revoke execute on function public.get_dinamize(uuid) from public, anon, authenticated;
grant execute on function public.get_dinamize(uuid) to authenticated;
