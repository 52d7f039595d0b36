insert into public.notification_kinds (kind, about) values
  ('message', 'conversation'), ('mention', 'conversation'), ('assigned', 'conversation'), ('woke', 'conversation'),
  ('record_opened', 'patient'), ('countersign', 'patient'), ('intake', 'patient'), ('intake_new', 'conversation'),
  ('workflow', 'conversation'), ('workflow_patient', 'patient'),
  ('session_confirmed', 'patient'), ('session_cancelled', 'patient'),
  ('online_booked', 'patient'), ('online_requested', 'patient'), ('online_changed', 'patient')
on conflict (kind) do update set about = excluded.about;
