-- Workflows hear of a form that came back.
create trigger intake_submissions_publish after insert on public.intake_submissions
  for each row execute function app.tg_intake_submissions__publish();
