create trigger sessions_end_deposits after update of status on public.sessions
  for each row when (new.status = 'cancelled' and old.status <> 'cancelled') execute function app.tg_sessions__end_deposits();
