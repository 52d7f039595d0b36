-- What is offered and what it costs is answered from.
create trigger session_types_added_to_catalogue after insert on public.session_types
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger session_types_changed_in_catalogue after update on public.session_types
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger session_types_gone_from_catalogue after delete on public.session_types
  referencing old table as changed for each statement execute function app.tg_any__refresh_catalogue();
