create function public.get_credits_overview(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select jsonb_build_object('balance', coalesce(b.balance, 0), 'debt_credits', coalesce(b.debt_credits, 0),
      'held_credits', (
        select coalesce(sum(h.credits), 0) - (
          select count(*) from app.credit_settlements s join app.credit_holds o on o.tenant_id = s.tenant_id and o.id = s.hold_id
          where s.tenant_id = p_tenant_id and o.released_at is null and s.refunded_at is null)
        from app.credit_holds h where h.tenant_id = p_tenant_id and h.released_at is null),
      'lifetime_purchased', coalesce(b.lifetime_purchased, 0), 'lifetime_used', coalesce(b.lifetime_used, 0),
      'low_balance_threshold', coalesce(b.low_balance_threshold, 20),
      'low_balance', coalesce(b.balance <= b.low_balance_threshold, true), 'low_balance_since', b.low_balance_alerted_at,
      'is_charged', app.pays_with_credits(t.id),
      'updated_at', b.updated_at)
    from public.tenants t left join public.whatsapp_credits_balance b on b.tenant_id = t.id
    where t.id = p_tenant_id);
end;
$$;
comment on function public.get_credits_overview(uuid) is
  'Caller: any member. {balance, debt_credits, held_credits, lifetime_purchased, lifetime_used, low_balance_threshold, low_balance, low_balance_since, is_charged, updated_at}; is_charged: the active channel is an official number. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.get_credits_overview(uuid) from public, anon, authenticated;
grant execute on function public.get_credits_overview(uuid) to authenticated;
