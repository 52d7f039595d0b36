create trigger therapists_keep_offered after update of is_active on public.therapists
  for each row when (old.is_active <> new.is_active) execute function app.tg_therapists__keep_offered();
