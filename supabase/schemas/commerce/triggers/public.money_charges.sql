create trigger money_charges_follow_order after update of paid_cents, reversed_at on public.money_charges
  for each row when (new.order_id is not null) execute function app.tg_money_charges__follow_order();
