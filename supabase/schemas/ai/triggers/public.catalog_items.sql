-- What is offered and what it costs is answered from.
create trigger catalog_items_added_to_catalogue after insert on public.catalog_items
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger catalog_items_changed_in_catalogue after update on public.catalog_items
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger catalog_items_gone_from_catalogue after delete on public.catalog_items
  referencing old table as changed for each statement execute function app.tg_any__refresh_catalogue();
