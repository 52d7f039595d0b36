insert into app.search_kinds (kind, position) values
  ('contact', 6), ('company', 7), ('deal', 8), ('lead', 9)
on conflict (kind) do update set position = excluded.position;
