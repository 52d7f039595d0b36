create trigger receipts_audit after insert or update or delete on public.receipts
  for each row execute function app.tg_any__audit();
