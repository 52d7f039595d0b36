-- The dashboard's days follow the agenda.
create trigger sessions_mark_new_days after insert on public.sessions
  referencing new table as changed for each statement execute function app.tg_sessions__mark_new_days();
create trigger sessions_mark_days after update on public.sessions
  referencing old table as before new table as after for each statement execute function app.tg_sessions__mark_days();
create trigger sessions_mark_removed_days after delete on public.sessions
  referencing old table as changed for each statement execute function app.tg_sessions__mark_removed_days();
