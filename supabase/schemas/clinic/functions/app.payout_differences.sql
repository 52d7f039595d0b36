create function app.payout_differences(p_tenant_id uuid, p_charge_ids uuid[], p_rule public.payout_rules default null)
returns table (
  therapist_id uuid, charge_id uuid, payment_id uuid, counts_on date, amount_cents integer, paid_cents integer, rule_id uuid, percent numeric,
  fixed_cents integer, units integer
)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select coalesce(t.therapist_id, q.therapist_id), coalesce(t.charge_id, q.charge_id), coalesce(t.payment_id, q.payment_id),
      coalesce(t.counts_on, q.counts_on), coalesce(t.amount_cents, 0) - coalesce(q.amount, 0)::int,
      coalesce(t.paid_cents, 0) - coalesce(q.paid, 0)::int, t.rule_id, t.percent, t.fixed_cents, coalesce(t.units, q.units)
    from app.payout_targets(p_tenant_id, p_charge_ids, p_rule) t
    full join (
      select e.therapist_id, e.charge_id, e.payment_id, min(e.counts_on) as counts_on, sum(e.amount_cents) as amount, sum(e.paid_cents) as paid,
        min(e.units)::int as units
      from public.payout_entries e
      where e.tenant_id = p_tenant_id and e.charge_id = any (p_charge_ids)
      group by e.therapist_id, e.charge_id, e.payment_id
    ) q on q.charge_id = t.charge_id and q.payment_id = t.payment_id and q.therapist_id = t.therapist_id
    where coalesce(t.amount_cents, 0) <> coalesce(q.amount, 0);
end;
$$;
comment on function app.payout_differences(uuid, uuid[], public.payout_rules) is
  'How what is posted for charges differs from what it should be; no row is the answer at rest.';
revoke execute on function app.payout_differences(uuid, uuid[], public.payout_rules) from public, anon, authenticated;
