insert into public.product_kinds (key, position, has_stock, is_shipped, has_seats, gives_sessions, invoice, gives_voucher, is_downloaded) values
  ('physical', 1, true, true, false, false, 'nfe', false, false), ('service', 2, false, false, false, false, 'nfse', true, false),
  ('package', 3, false, false, false, true, 'nfse', false, false), ('digital', 4, false, false, false, false, 'nfse', false, true),
  ('experience', 5, false, false, true, false, 'nfse', true, false)
on conflict (key) do update set
  position = excluded.position, has_stock = excluded.has_stock, is_shipped = excluded.is_shipped, has_seats = excluded.has_seats,
  gives_sessions = excluded.gives_sessions, invoice = excluded.invoice, gives_voucher = excluded.gives_voucher, is_downloaded = excluded.is_downloaded;
