insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.dinamize_credentials', 'account_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;
