create trigger monthly_fees_pay_out after update of session_type_id on public.monthly_fees
  for each row when (old.session_type_id is distinct from new.session_type_id)
  execute function app.tg_monthly_fees__pay_out();
