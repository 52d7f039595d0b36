-- Other domains hear of people.
create trigger patients_publish after insert or update on public.patients
  for each row execute function app.tg_patients__publish();

create trigger patients_mark_days after update of archived_at on public.patients
  for each row when ((old.archived_at is null) <> (new.archived_at is null)) execute function app.tg_patients__mark_days();
