create trigger money_allocations_pay_order after insert on public.money_allocations
  for each row when (new.amount_cents > 0) execute function app.tg_money_allocations__pay_order();
