-- Money that went back takes the receipt of it along.
create trigger money_payments_cancel_receipts after update of refunded_cents, reversed_at on public.money_payments
  for each row execute function app.tg_money_payments__cancel_receipts();

create trigger money_payments_mark_days after insert or update on public.money_payments
  for each row execute function app.tg_money_payments__mark_days();
