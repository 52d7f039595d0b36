create function app.tg_tenants__give_sales()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.give_sales(new.id);
  return null;
end;
$$;
revoke execute on function app.tg_tenants__give_sales() from public, anon, authenticated;
