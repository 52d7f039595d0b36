-- Other domains hear of people.
create trigger patients_publish after insert or update on public.patients
  for each row execute function app.tg_patients__publish();
