insert into public.stock_reasons (key, position, adds, needs_note) values
  ('opening', 1, true, false), ('found', 2, true, false), ('gift_received', 3, true, false), ('used', 4, false, false),
  ('damaged', 5, false, false), ('expired', 6, false, false), ('lost', 7, false, false), ('gift_given', 8, false, false),
  ('other_in', 9, true, true), ('other_out', 10, false, true)
on conflict (key) do update set position = excluded.position, adds = excluded.adds, needs_note = excluded.needs_note;
