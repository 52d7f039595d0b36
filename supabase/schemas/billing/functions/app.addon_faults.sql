-- Add-ons whose books are not in order; empty, always.
create function app.addon_faults()
returns table (tenant_id uuid, addon_type text, fault text)
language plpgsql
stable
set search_path = ''
as $$
begin
  return query
    select a.tenant_id, a.addon_type, 'balance'
    from public.addon_credits a
    left join public.addon_transactions x on x.tenant_id = a.tenant_id and x.addon_type = a.addon_type
    group by a.tenant_id, a.id
    having a.balance is distinct from coalesce(sum(x.amount), 0)::int
    union all
    select c.tenant_id, c.addon_type, 'chain'
    from (
      select x.tenant_id, x.addon_type, x.balance_before,
        lag(x.balance_after, 1, 0) over (partition by x.tenant_id, x.addon_type order by x.position) as balance_was
      from public.addon_transactions x
    ) c
    where c.balance_before <> c.balance_was
    group by c.tenant_id, c.addon_type;
end;
$$;
comment on function app.addon_faults() is 'Caller: operators and tests. {tenant_id, addon_type, fault balance|chain}; no row is the only right answer.';
revoke execute on function app.addon_faults() from public, anon, authenticated;
