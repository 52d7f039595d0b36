create function app.tg_money_allocations__pay_order()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  insert into public.order_payments (tenant_id, order_id, provider, reference, entry_id, amount_cents)
  select new.tenant_id, c.order_id, 'ledger', new.payment_id || ':' || c.order_id, new.payment_id, new.amount_cents from public.money_charges c
  where c.tenant_id = new.tenant_id and c.id = new.charge_id and c.order_id is not null
  on conflict do nothing;
  return null;
end;
$$;
comment on function app.tg_money_allocations__pay_order() is
  'What pays the charge of an order is a payment of it, wherever it was received.';
revoke execute on function app.tg_money_allocations__pay_order() from public, anon, authenticated;
