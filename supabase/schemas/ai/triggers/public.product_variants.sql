-- What is offered and what it costs is answered from.
create trigger product_variants_added_to_catalogue after insert on public.product_variants
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger product_variants_changed_in_catalogue after update on public.product_variants
  referencing new table as changed for each statement execute function app.tg_any__refresh_catalogue();
create trigger product_variants_gone_from_catalogue after delete on public.product_variants
  referencing old table as changed for each statement execute function app.tg_any__refresh_catalogue();
