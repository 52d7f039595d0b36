-- Clinics whose books are not in order; empty, always. For the nightly check and for tests.
create function app.credit_faults()
returns table (tenant_id uuid, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select b.tenant_id, 'balance'
    from public.whatsapp_credits_balance b
    left join public.whatsapp_credits_transactions x on x.tenant_id = b.tenant_id
    group by b.tenant_id
    having (b.balance, b.debt_credits) is distinct from (coalesce(sum(x.amount), 0)::int, coalesce(sum(x.debt_change), 0)::int)
    union all
    select c.tenant_id, 'chain'
    from (
      select x.tenant_id, x.balance_after, x.amount,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id order by x.id) as balance_before
      from public.whatsapp_credits_transactions x
    ) c
    where c.balance_after <> c.balance_before + c.amount
    group by c.tenant_id
    union all
    select h.tenant_id, 'hold'
    from app.credit_holds h
    -- of the whole ledger at once: looked up hold by hold, it would be read once for each of them
    left join (
      select x.tenant_id, split_part(x.reference, ':', 2) as hold_id, -sum(x.amount - x.debt_change) as taken
      from public.whatsapp_credits_transactions x where x.reference like 'hold:%' group by 1, 2
    ) l on l.tenant_id = h.tenant_id and l.hold_id = h.id::text
    where h.credits - case when h.released_at is null then 0 else h.credits - h.settled_credits end is distinct from l.taken
      or coalesce(h.settled_credits, 0) > (
        select count(*) from app.credit_settlements s where s.tenant_id = h.tenant_id and s.hold_id = h.id and s.refunded_at is null);
end;
$$;
comment on function app.credit_faults() is 'Caller: operators and tests. {tenant_id, fault balance|chain|hold}; no row is the only right answer.';
revoke execute on function app.credit_faults() from public, anon, authenticated;
