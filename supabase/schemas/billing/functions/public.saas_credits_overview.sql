create function public.saas_credits_overview()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return (
    select jsonb_build_object('clinics', count(*), 'balance', coalesce(sum(b.balance), 0), 'debt_credits', coalesce(sum(b.debt_credits), 0),
      'low_balance_clinics', count(*) filter (where b.low_balance_alerted_at is not null and app.pays_with_credits(b.tenant_id)))
    from public.whatsapp_credits_balance b
  ) || (
    select jsonb_build_object(
      'revenue_cents', coalesce(sum(c.kept_cents) filter (where c.status = 'paid'), 0),
      'revenue_cents_30d', coalesce(sum(c.kept_cents) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'), 0),
      'purchases_30d', count(*) filter (where c.status = 'paid' and c.paid_at >= now() - interval '30 days'),
      'purchases_pending', count(*) filter (where c.status = 'pending'),
      'purchases_failed_30d', count(*) filter (where c.status = 'failed' and c.created_at >= now() - interval '30 days'))
    from (
      -- what was given back in part counts by the credits that were not
      select u.status, u.paid_at, u.created_at, round(u.amount_brl * 100 * (u.credits - u.reversed_credits) / u.credits)::bigint as kept_cents
      from public.whatsapp_credit_purchases u
    ) c
  ) || (
    select jsonb_build_object('events_to_review', count(*)) from app.asaas_events e where e.outcome = 'review' and e.reviewed_at is null
  ) || (
    select jsonb_build_object('webhook', jsonb_build_object(
      'is_interrupted', w.is_interrupted, 'detail', w.detail, 'checked_at', w.checked_at))
    from app.asaas_webhook w);
end;
$$;
comment on function public.saas_credits_overview() is
  'Caller: SaaS administrators. {clinics, balance, debt_credits, low_balance_clinics, revenue_cents, revenue_cents_30d, purchases_30d, purchases_pending, purchases_failed_30d, events_to_review, webhook {is_interrupted, detail, checked_at}}. Revenue is what was paid, less the part of the credits that was given back. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_credits_overview() from public, anon, authenticated;
grant execute on function public.saas_credits_overview() to authenticated;
