-- Whoever deletes a clinic has no rights on the notes of the file sweep.
create function app.tg_tenants__remember_files()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into app.removed_clinics (id) values (old.id) on conflict (id) do update set removed_at = now();
  return null;
end;
$$;
revoke execute on function app.tg_tenants__remember_files() from public, anon, authenticated;
