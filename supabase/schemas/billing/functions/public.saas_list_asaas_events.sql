create function public.saas_list_asaas_events(
  p_outcome text default 'review', p_limit integer default 50, p_before timestamptz default null, p_before_id text default null,
  p_open_only boolean default false
)
returns table (
  id text, event_type text, outcome text, reason text, payment_id text, tenant_id uuid, tenant_name text, purchase_id uuid,
  received_at timestamptz, reviewed_at timestamptz, raw jsonb
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select e.id, e.event_type, e.outcome, e.reason, e.payment_id, e.tenant_id, t.name, e.purchase_id, e.received_at, e.reviewed_at, e.raw
    from app.asaas_events e left join public.tenants t on t.id = e.tenant_id
    where (p_outcome is null or e.outcome = p_outcome) and (p_before is null or (e.received_at, e.id) < (p_before, p_before_id))
      and (not coalesce(p_open_only, false) or e.reviewed_at is null)
    order by e.received_at desc, e.id desc
    limit least(greatest(coalesce(p_limit, 50), 1), 200);
end;
$$;
comment on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) is
  'Caller: SaaS administrators. Events of the payment provider, newest first: those a person must look at, or p_outcome applied, ignored or NULL for all; with p_open_only none that somebody has looked at. The page after an event begins before its received_at and id. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) from public, anon, authenticated;
grant execute on function public.saas_list_asaas_events(text, integer, timestamptz, text, boolean) to authenticated;
