insert into app.clinic_export_tables (name, position, is_of_clinic, own_condition, record_column) values
  ('public.orders', 150, true, null, null),
  ('public.order_items', 151, true, null, null),
  ('public.order_payments', 152, true, null, null),
  ('public.order_refunds', 153, true, null, null),
  ('public.order_events', 154, true, null, null),
  ('public.order_buyers', 161, true, null, null),
  ('public.shipping_rates', 162, true, null, null),
  ('public.product_files', 163, true, null, null),
  ('public.order_vouchers', 164, true, null, null),
  ('public.order_downloads', 165, true, null, null),
  ('public.coupons', 155, true, null, null),
  ('public.coupon_uses', 156, true, null, null),
  ('public.order_invoices', 157, true, null, null),
  ('public.product_images', 158, true, null, null),
  ('public.reviews', 159, true, null, null),
  ('public.session_deposits', 160, true, null, null)
on conflict (name) do update set position = excluded.position, is_of_clinic = excluded.is_of_clinic, own_condition = excluded.own_condition,
  record_column = excluded.record_column;
