-- Clinics whose patients' money is not in order; empty, always.
create function app.money_faults()
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select p.tenant_id, 'money_balance'
    from public.payers p
    left join public.money_entries e on e.tenant_id = p.tenant_id and e.payer_id = p.id
    group by p.tenant_id, p.id, p.balance_cents having p.balance_cents <> coalesce(sum(e.amount_cents), 0)
    union
    select c.tenant_id, 'money_chain'
    from (
      select e.tenant_id, e.amount_cents, e.balance_after_cents,
        lag(e.balance_after_cents, 1, 0::bigint) over (partition by e.tenant_id, e.payer_id order by e.number) as before
      from public.money_entries e
    ) c
    where c.balance_after_cents <> c.before + c.amount_cents
    union
    -- a charge is paid by what is allocated to it, and taken back by one reversal of all of it
    select c.tenant_id, 'money_charge'
    from public.money_charges c
    join public.money_entries e on e.tenant_id = c.tenant_id and e.id = c.id
    where c.amount_cents <> e.amount_cents or c.payer_id <> e.payer_id
      or c.paid_cents <> (
        select coalesce(sum(a.amount_cents), 0) from public.money_allocations a where a.tenant_id = c.tenant_id and a.charge_id = c.id)
      or case when c.reversed_at is null then 0 else -c.amount_cents end <> (
        select coalesce(sum(r.amount_cents), 0) from public.money_entries r where r.tenant_id = c.tenant_id and r.reverses_id = c.id)
    union
    select m.tenant_id, 'money_payment'
    from public.money_payments m
    join public.money_entries e on e.tenant_id = m.tenant_id and e.id = m.id
    where m.amount_cents <> -e.amount_cents or m.payer_id <> e.payer_id
      or m.allocated_cents <> (
        select coalesce(sum(a.amount_cents), 0) from public.money_allocations a where a.tenant_id = m.tenant_id and a.payment_id = m.id)
      or case when m.reversed_at is null then m.refunded_cents else m.amount_cents end <> (
        select coalesce(sum(r.amount_cents), 0) from public.money_entries r where r.tenant_id = m.tenant_id and r.reverses_id = m.id)
    union
    -- every entry that is owed or paid is followed up
    select e.tenant_id, 'money_entry'
    from public.money_entries e
    where e.kind in ('charge', 'payment', 'adjustment')
      and not exists (select from public.money_charges c where c.tenant_id = e.tenant_id and c.id = e.id)
      and not exists (select from public.money_payments m where m.tenant_id = e.tenant_id and m.id = e.id)
    union
    select k.tenant_id, 'money_package'
    from public.session_packages k
    where k.used <> (
        select coalesce(sum(u.units), 0) from public.package_consumptions u where u.tenant_id = k.tenant_id and u.package_id = k.id)
      or k.used <> (
        select count(*) from public.session_bills b where b.tenant_id = k.tenant_id and b.package_id = k.id and b.holds_unit);
end;
$$;
comment on function app.money_faults() is
  'Caller: app.check_books and tests. {tenant_id, fault money_balance|money_chain|money_charge|money_payment|money_entry|money_package}; no row is the only right answer.';
revoke execute on function app.money_faults() from public, anon, authenticated;
