insert into app.sealed_stores (name, owner_column, sealed_column) values ('app_private.assistant_credentials', 'tenant_id', 'credentials')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;
