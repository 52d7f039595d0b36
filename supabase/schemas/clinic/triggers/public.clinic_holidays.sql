create trigger clinic_holidays_mark_days after insert or update or delete on public.clinic_holidays
  for each row execute function app.tg_clinic_holidays__mark_days();
