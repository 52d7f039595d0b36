create function app.sync_place(p_account app.dinamize_accounts)
returns text
language sql
immutable
set search_path = ''
as $$
  select p_account.client_code || ':' || p_account.list_code;
$$;
revoke execute on function app.sync_place(app.dinamize_accounts) from public, anon, authenticated;
