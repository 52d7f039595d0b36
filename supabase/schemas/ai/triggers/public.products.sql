-- What is offered and what it costs is answered from.
create trigger products_added_to_catalogue after insert on public.products
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger products_changed_in_catalogue after update on public.products
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger products_gone_from_catalogue after delete on public.products
  referencing old table as changed for each statement execute function app.tg_any__refresh_catalogue();
