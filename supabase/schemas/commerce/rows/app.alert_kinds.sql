-- stock_low: something is at its reorder point; once a need (stock_needs)
-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80),
  ('stock_low', false, null, null, null, null, 81)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;
