insert into public.contact_types (key, position) values
  ('mobile', 1), ('home', 2), ('work', 3), ('message', 4), ('emergency', 5), ('other', 6)
on conflict (key) do update set position = excluded.position;
