create function app.payout_targets(p_tenant_id uuid, p_charge_ids uuid[], p_rule public.payout_rules default null)
returns table (
  charge_id uuid, payment_id uuid, therapist_id uuid, counts_on date, paid_cents integer, amount_cents integer, rule_id uuid, percent numeric,
  fixed_cents integer, units integer
)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select t.charge_id, p.payment_id, t.therapist_id, p.day, p.cents,
      app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, p.upto)
        - app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, p.upto - p.cents),
      t.rule_id, t.percent, t.fixed_cents, t.units
    from (
      select a.charge_id, a.payment_id, min(e.occurred_on) as day, sum(a.amount_cents)::int as cents,
        (sum(sum(a.amount_cents)) over (partition by a.charge_id order by min(a.number)))::bigint as upto
      from public.money_allocations a
      join public.money_entries e on e.tenant_id = p_tenant_id and e.id = a.payment_id and e.kind = 'payment'
      where a.tenant_id = p_tenant_id and a.charge_id = any (p_charge_ids)
      group by a.charge_id, a.payment_id having sum(a.amount_cents) > 0
    ) p
    join app.payout_terms(p_tenant_id, p_charge_ids, p_rule) t on t.charge_id = p.charge_id;
end;
$$;
comment on function app.payout_targets(uuid, uuid[], public.payout_rules) is
  'What therapists get of each payment of charges: payments in their order, so that the parts of a charge are together what the rule gives of the whole, to the cent.';
revoke execute on function app.payout_targets(uuid, uuid[], public.payout_rules) from public, anon, authenticated;
