insert into public.session_statuses (key, position, blocks_time, is_outcome, prevails) values
  ('scheduled', 1, true, false, 4),
  ('confirmed', 2, true, false, 5),
  ('attended', 3, true, true, 6),
  ('missed', 4, true, true, 3),
  ('excused', 5, false, true, 2),
  ('cancelled', 6, false, true, 1)
on conflict (key) do update set
  position = excluded.position, blocks_time = excluded.blocks_time, is_outcome = excluded.is_outcome, prevails = excluded.prevails;
