create trigger session_patients_mark_new_days after insert on public.session_patients
  referencing new table as changed for each statement execute function app.tg_session_patients__mark_days();
create trigger session_patients_mark_changed_days after update on public.session_patients
  referencing old table as before new table as after for each statement execute function app.tg_session_patients__mark_changed_days();
create trigger session_patients_mark_removed_days after delete on public.session_patients
  referencing old table as changed for each statement execute function app.tg_session_patients__mark_days();
