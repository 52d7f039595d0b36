create function public.saas_list_top_ups(p_tenant_id uuid default null, p_limit integer default 20)
returns table (
  id bigint, tenant_id uuid, tenant_name text, credits integer, balance_after integer, note text, admin_id uuid, admin_name text,
  created_at timestamptz, reversed_credits integer, reversed_at timestamptz, reversed_by text, reversal_note text
)
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return query
    select x.id, x.tenant_id, t.name, x.amount - x.debt_change, x.balance_after, x.note, x.admin_id,
      coalesce(nullif(p.full_name, ''), p.email), x.created_at,
      r.debt_change - r.amount, r.created_at, coalesce(nullif(q.full_name, ''), q.email), r.note
    from public.whatsapp_credits_transactions x
    join public.tenants t on t.id = x.tenant_id
    left join public.profiles p on p.id = x.admin_id
    left join public.whatsapp_credits_transactions r on r.tenant_id = x.tenant_id and r.kind = 'adjustment' and r.reference = x.reference
    left join public.profiles q on q.id = r.admin_id
    where x.kind = 'topup_manual' and (p_tenant_id is null or x.tenant_id = p_tenant_id)
    order by x.id desc
    limit least(greatest(coalesce(p_limit, 20), 1), 200);
end;
$$;
comment on function public.saas_list_top_ups(uuid, integer) is
  'Caller: SaaS administrators. The latest top-ups, of one clinic or of all: who gave how many credits and why, and who took how many back. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_list_top_ups(uuid, integer) from public, anon, authenticated;
grant execute on function public.saas_list_top_ups(uuid, integer) to authenticated;
