insert into app.search_kinds (kind, position) values
  ('patient', 1),
  ('doctor', 2),
  ('conversation', 3);
