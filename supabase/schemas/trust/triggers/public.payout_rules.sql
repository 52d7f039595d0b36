create trigger payout_rules_audit after insert or update or delete on public.payout_rules
  for each row execute function app.tg_any__audit();
