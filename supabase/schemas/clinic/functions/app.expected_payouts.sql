create function app.expected_payouts(p_tenant_id uuid, p_therapist_id uuid, p_month date)
returns table (
  charge_id uuid, therapist_id uuid, due_on date, open_cents integer, expected_cents integer, percent numeric, fixed_cents integer
)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_ids uuid[] := array(
    select c.id from public.money_charges c
    where c.tenant_id = p_tenant_id and c.reversed_at is null and c.due_on >= p_month and c.due_on < p_month + interval '1 month'
      and c.paid_cents < c.amount_cents and c.therapist_id is not null and (p_therapist_id is null or c.therapist_id = p_therapist_id));
begin
  return query
    select t.charge_id, t.therapist_id, t.due_on, c.amount_cents - c.paid_cents,
      app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, t.base_cents)
        - app.payout_share(t.percent, t.fixed_cents, t.units, t.base_cents, t.base_cents - (c.amount_cents - c.paid_cents)),
      t.percent, t.fixed_cents
    from app.payout_terms(p_tenant_id, v_ids) t
    join public.money_charges c on c.tenant_id = p_tenant_id and c.id = t.charge_id;
end;
$$;
comment on function app.expected_payouts(uuid, uuid, date) is
  'What is due in a month and not paid, and what therapists would get of it.';
revoke execute on function app.expected_payouts(uuid, uuid, date) from public, anon, authenticated;
