create trigger money_payments_mark_days after insert or update on public.money_payments
  for each row execute function app.tg_money_payments__mark_days();
