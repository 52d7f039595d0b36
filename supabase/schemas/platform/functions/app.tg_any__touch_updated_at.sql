create function app.tg_any__touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
revoke execute on function app.tg_any__touch_updated_at() from public, anon, authenticated;
