insert into public.contact_email_types (key, position) values
  ('personal', 1), ('work', 2), ('billing', 3), ('other', 4)
on conflict (key) do update set position = excluded.position;
