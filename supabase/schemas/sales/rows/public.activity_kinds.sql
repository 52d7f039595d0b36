insert into public.activity_kinds (key, position, is_planned) values
  ('task', 1, true), ('call', 2, true), ('meeting', 3, true), ('message', 4, false), ('note', 5, false)
on conflict (key) do update set position = excluded.position, is_planned = excluded.is_planned;
