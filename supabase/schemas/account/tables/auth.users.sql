create trigger users_create_profile after insert on auth.users
  for each row execute function app.tg_users__create_profile();

create trigger users_sync_email after update of email on auth.users
  for each row when (new.email is distinct from old.email) execute function app.tg_users__sync_email();
