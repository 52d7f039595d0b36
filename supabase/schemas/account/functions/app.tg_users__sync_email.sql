create function app.tg_users__sync_email()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.profiles set email = lower(coalesce(new.email, '')) where id = new.id;
  return new;
end;
$$;
revoke execute on function app.tg_users__sync_email() from public, anon, authenticated;
