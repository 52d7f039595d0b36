create trigger money_allocations_mark_days after insert on public.money_allocations
  for each row execute function app.tg_money_allocations__mark_days();

-- What is paid, and no longer, reaches the payout of whoever treats.
create trigger money_allocations_pay_out after insert on public.money_allocations
  for each row execute function app.tg_money_allocations__pay_out();
