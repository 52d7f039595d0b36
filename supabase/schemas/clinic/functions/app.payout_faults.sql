-- Clinics whose payouts are not in order; empty, always.
create function app.payout_faults()
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    -- what is posted is what all payments and rules give when they are counted anew
    select n.tenant_id, 'payout_entries'
    from (
      select r.tenant_id from public.payout_rules r union select e.tenant_id from public.payout_entries e
    ) n
    where exists (
      select from app.payout_differences(n.tenant_id, array(
        select c.id from public.money_charges c where c.tenant_id = n.tenant_id and c.paid_cents > 0
        union
        select e.charge_id from public.payout_entries e where e.tenant_id = n.tenant_id and e.charge_id is not null)))
    union
    select e.tenant_id, 'payout_exceeds'
    from public.payout_entries e
    where e.charge_id is not null
    group by e.tenant_id, e.charge_id, e.payment_id
    having sum(e.amount_cents) < 0 or sum(e.amount_cents) > coalesce((
      select sum(a.amount_cents) from public.money_allocations a
      where a.tenant_id = e.tenant_id and a.charge_id = e.charge_id and a.payment_id = e.payment_id), 0)
    union
    select s.tenant_id, 'payout_statement'
    from public.payout_statements s
    where s.status <> 'open' and s.total_cents <> (
      select coalesce(sum(e.amount_cents), 0) from public.payout_entries e
      where e.tenant_id = s.tenant_id and e.therapist_id = s.therapist_id and e.month = s.month);
end;
$$;
comment on function app.payout_faults() is
  'Caller: app.check_books and tests. {tenant_id, fault payout_entries|payout_exceeds|payout_statement}; no row is the only right answer.';
revoke execute on function app.payout_faults() from public, anon, authenticated;
