create function app.release_allocations(p_tenant_id uuid, p_charge_id uuid, p_payment_id uuid, p_at_most integer default null)
returns uuid[]
language plpgsql
set search_path = ''
as $$
declare
  v_one record;
  v_left integer := p_at_most;
  v_payments uuid[] := '{}';
begin
  for v_one in
    select a.payment_id, a.charge_id, sum(a.amount_cents)::int as cents, min(a.number) as first
    from public.money_allocations a
    where a.tenant_id = p_tenant_id and (p_charge_id is null or a.charge_id = p_charge_id)
      and (p_payment_id is null or a.payment_id = p_payment_id)
    group by a.payment_id, a.charge_id having sum(a.amount_cents) > 0
    -- all of a charge in the order of paying; a part of a payment from its end
    order by case when p_at_most is null then min(a.number) else -max(a.number) end
  loop
    exit when v_left <= 0;
    perform app.allocate(p_tenant_id, v_one.payment_id, v_one.charge_id, -least(v_one.cents, coalesce(v_left, v_one.cents)));
    v_left := v_left - v_one.cents;
    v_payments := v_payments || v_one.payment_id;
  end loop;
  return v_payments;
end;
$$;
comment on function app.release_allocations(uuid, uuid, uuid, integer) is
  'A charge, or a payment, is no longer allocated, or for p_at_most less. Answers the payments that were, the oldest first.';
revoke execute on function app.release_allocations(uuid, uuid, uuid, integer) from public, anon, authenticated;
