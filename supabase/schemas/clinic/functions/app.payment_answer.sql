create function app.payment_answer(p_tenant_id uuid, p_id uuid)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select jsonb_build_object('id', e.id, 'payer_id', e.payer_id, 'amount_cents', m.amount_cents, 'free_cents', m.free_cents,
    'refunded_cents', m.refunded_cents, 'method', e.method, 'received_on', e.occurred_on, 'balance_cents', y.balance_cents, 'charges', coalesce((
      select jsonb_agg(jsonb_build_object('id', a.charge_id, 'cents', a.cents, 'state', c.state) order by c.due_on, c.id)
      from (
        select x.charge_id, sum(x.amount_cents) as cents from public.money_allocations x
        where x.tenant_id = p_tenant_id and x.payment_id = p_id group by x.charge_id having sum(x.amount_cents) > 0) a
      join public.money_charges c on c.tenant_id = p_tenant_id and c.id = a.charge_id), '[]'))
  from public.money_entries e
  join public.money_payments m on m.tenant_id = p_tenant_id and m.id = e.id
  join public.payers y on y.tenant_id = p_tenant_id and y.id = e.payer_id
  where e.tenant_id = p_tenant_id and e.id = p_id;
$$;
comment on function app.payment_answer(uuid, uuid) is
  'A payment as receive_payment and its siblings answer it.';
revoke execute on function app.payment_answer(uuid, uuid) from public, anon, authenticated;
