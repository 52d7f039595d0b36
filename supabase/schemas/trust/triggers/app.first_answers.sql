create trigger first_answers_count after insert or delete or update of answered_by, asked_at, answered_at, business_minutes on app.first_answers
  for each row execute function app.tg_first_answers__count();
