-- The dashboard's days follow the money.
create trigger money_charges_mark_new_days after insert on public.money_charges
  for each row execute function app.tg_money_charges__mark_days();
create trigger money_charges_mark_days after update on public.money_charges
  for each row when (old.amount_cents <> new.amount_cents or old.paid_cents <> new.paid_cents or old.reversed_at is distinct from new.reversed_at
    or old.therapist_id is distinct from new.therapist_id or old.due_on <> new.due_on)
  execute function app.tg_money_charges__mark_days();

-- A session moves to another therapist or day without moving money: the payout follows.
create trigger money_charges_pay_out after update of therapist_id, due_on on public.money_charges
  for each row when (old.paid_cents > 0 and (old.therapist_id, old.due_on) is distinct from (new.therapist_id, new.due_on))
  execute function app.tg_money_charges__pay_out();
