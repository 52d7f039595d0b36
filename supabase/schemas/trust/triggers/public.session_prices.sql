create trigger session_prices_audit after insert or update or delete on public.session_prices
  for each row execute function app.tg_any__audit();
