create trigger session_bills_mark_days after update of is_late on public.session_bills
  for each row when (old.is_late <> new.is_late) execute function app.tg_session_bills__mark_days();

-- Another type of session may have another rule.
create trigger session_bills_pay_out after update of session_type_id on public.session_bills
  for each row when (new.charge_id is not null and old.session_type_id <> new.session_type_id)
  execute function app.tg_session_bills__pay_out();
