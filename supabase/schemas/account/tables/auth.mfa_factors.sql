create trigger mfa_factors_note_verified after update of status on auth.mfa_factors
  for each row when (new.status = 'verified' and old.status <> 'verified') execute function app.tg_mfa_factors__note();

create trigger mfa_factors_note_removed after delete on auth.mfa_factors
  for each row when (old.status = 'verified') execute function app.tg_mfa_factors__note();
