insert into app.search_kinds (kind, position) values
  ('patient', 1),
  ('doctor', 2),
  ('conversation', 3),
  ('file', 4),
  ('payer', 5)
on conflict (kind) do update set position = excluded.position;
