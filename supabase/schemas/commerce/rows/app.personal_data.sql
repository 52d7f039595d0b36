insert into app.personal_data (
  table_name, section, position, finder, reader, open_rows, sorted_by, hidden, erasure, erased_rows, erased_set, erased_at, rule, reason) values
  ('public.orders', 'orders', 130, '(t.payer_id = any ($4) or t.patient_id = any ($2) or t.thread_id = any ($3))', 'desk', null, 't.created_at', '{page_key}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_items', 'orders', 131, '(t.patient_id = any ($2) or exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2))))', 'desk', null, 't.order_id, t.position', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_buyers', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.order_id', '{}', 'keep', null, null, 50, 'fiscal', null),
  ('public.order_invoices', 'orders', 132, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{attempts,error}', 'keep', null, null, 50, 'fiscal', null),
  ('public.reviews', 'orders', 133, 'exists (select from public.orders o where o.tenant_id = t.tenant_id and o.id = t.order_id and (o.payer_id = any ($4) or o.patient_id = any ($2)))', 'desk', null, 't.created_at', '{}', 'delete', null, null, 50, null, null),
  ('public.coupon_uses', null, 0, 't.payer_id = any ($4)', 'nobody', null, '1', '{}', 'follows', null, null, 50, null, 'which order used a coupon; the order says so'),
  ('app.shop_chats', 'conversations', 102, '(t.thread_id = any ($3) or exists (select from public.contacts c where c.tenant_id = t.tenant_id and c.id = t.contact_id and c.patient_id = any ($2)))', 'clinic', null, 't.created_at', '{token_hash}', 'delete', null, null, 58, null, null)
on conflict (table_name) do update set section = excluded.section, position = excluded.position, finder = excluded.finder,
  reader = excluded.reader, open_rows = excluded.open_rows, sorted_by = excluded.sorted_by, hidden = excluded.hidden,
  erasure = excluded.erasure, erased_rows = excluded.erased_rows, erased_set = excluded.erased_set, erased_at = excluded.erased_at,
  rule = excluded.rule, reason = excluded.reason;
