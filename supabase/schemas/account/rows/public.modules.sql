insert into public.modules (key, position, is_on_by_default, needs) values
  ('sales', 1, true, null),
  -- catalogue, stock, purchases and orders
  ('products', 2, true, null),
  -- the public page where they are sold
  ('shop', 3, false, 'products'),
  -- documents that the team and the assistant are answered from
  ('knowledge', 5, true, null)
on conflict (key) do update set position = excluded.position, is_on_by_default = excluded.is_on_by_default, needs = excluded.needs;

insert into public.modules (key, position, is_on_by_default, is_offered) values ('assistant', 4, false, true)
on conflict (key) do update set position = excluded.position, is_on_by_default = excluded.is_on_by_default, is_offered = excluded.is_offered;
