create function app.tg_tenants__give_intake()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform app.give_intake(new.id);
  return null;
end;
$$;
revoke execute on function app.tg_tenants__give_intake() from public, anon, authenticated;
