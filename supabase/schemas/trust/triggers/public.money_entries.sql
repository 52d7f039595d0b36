create trigger money_entries_audit after insert on public.money_entries
  for each row when (new.kind in ('reversal', 'refund', 'adjustment')) execute function app.tg_money_entries__audit();
