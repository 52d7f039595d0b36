-- order_money: money came that an order does not take by itself (late, twice, disputed, a refund that failed)
insert into app.alert_kinds (kind, is_urgent, threshold, lowest, highest, unit, position) values
  ('order_money', true, null, null, null, null, 80)
on conflict (kind) do update set is_urgent = excluded.is_urgent, position = excluded.position;
