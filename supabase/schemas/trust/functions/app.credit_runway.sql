create function app.credit_runway(p_tenant_id uuid, p_now timestamptz, out balance integer, out per_day numeric, out days numeric)
language plpgsql
stable
set search_path = ''
as $$
declare
  v_first timestamptz;
  v_used bigint;
begin
  select b.balance into balance from public.whatsapp_credits_balance b where b.tenant_id = p_tenant_id;
  -- the pace of two weeks, or of the days since the first message, at least three
  select min(x.created_at) filter (where x.kind = 'usage'), sum(x.debt_change - x.amount) into v_first, v_used
  from public.whatsapp_credits_transactions x
  where x.tenant_id = p_tenant_id and x.kind in ('usage', 'refund') and x.created_at > p_now - interval '14 days' and x.created_at <= p_now;
  per_day := round(greatest(coalesce(v_used, 0), 0) / greatest(3, extract(epoch from p_now - coalesce(v_first, p_now)) / 86400), 1);
  days := round(balance / nullif(per_day, 0), 1);
end;
$$;
comment on function app.credit_runway(uuid, timestamptz) is
  'How long the credits last at the present pace; days null: nobody spends any, or there never were any.';
revoke execute on function app.credit_runway(uuid, timestamptz) from public, anon, authenticated;
