create trigger working_hours_keep_offered_of_new after insert on public.working_hours
  referencing new table as changed for each statement execute function app.tg_working_hours__keep_offered();
create trigger working_hours_keep_offered after update on public.working_hours
  referencing new table as changed for each statement execute function app.tg_working_hours__keep_offered();
create trigger working_hours_keep_offered_of_removed after delete on public.working_hours
  referencing old table as changed for each statement execute function app.tg_working_hours__keep_offered();
