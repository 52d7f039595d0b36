create trigger care_team_audit after insert or update or delete on public.care_team
  for each row execute function app.tg_any__audit();
