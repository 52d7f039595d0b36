create trigger resolutions_count after insert or delete or update of finished_by, opened_at, finished_at, business_minutes on app.resolutions
  for each row execute function app.tg_resolutions__count();
