create trigger session_bills_mark_days after update of is_late on public.session_bills
  for each row when (old.is_late <> new.is_late) execute function app.tg_session_bills__mark_days();
