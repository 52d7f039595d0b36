-- A session moves to another therapist or day without moving money: the payout follows.
create trigger money_charges_pay_out after update of therapist_id, due_on on public.money_charges
  for each row when (old.paid_cents > 0 and (old.therapist_id, old.due_on) is distinct from (new.therapist_id, new.due_on))
  execute function app.tg_money_charges__pay_out();
