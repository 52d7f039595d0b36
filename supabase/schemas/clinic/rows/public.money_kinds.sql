insert into public.money_kinds (key, position, direction) values
  ('charge', 1, 1), ('payment', 2, -1), ('reversal', 3, 0), ('refund', 4, 1), ('adjustment', 5, 0)
on conflict (key) do update set position = excluded.position, direction = excluded.direction;
