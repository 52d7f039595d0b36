insert into public.payment_methods (key, position) values
  ('pix', 1), ('cash', 2), ('card', 3), ('transfer', 4), ('other', 5)
on conflict (key) do update set position = excluded.position;
