insert into public.product_kinds (key, position, has_stock, is_shipped, has_seats, gives_sessions, invoice) values
  ('physical', 1, true, true, false, false, 'nfe'), ('service', 2, false, false, false, false, 'nfse'),
  ('package', 3, false, false, false, true, 'nfse'), ('digital', 4, false, false, false, false, 'nfse'),
  ('experience', 5, false, false, true, false, 'nfse')
on conflict (key) do update set
  position = excluded.position, has_stock = excluded.has_stock, is_shipped = excluded.is_shipped, has_seats = excluded.has_seats,
  gives_sessions = excluded.gives_sessions, invoice = excluded.invoice;
