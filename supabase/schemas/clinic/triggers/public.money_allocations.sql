create trigger money_allocations_mark_days after insert on public.money_allocations
  for each row execute function app.tg_money_allocations__mark_days();
