insert into app.sealed_stores (name, owner_column, sealed_column) values
  ('app_private.channel_credentials', 'channel_id', 'credentials'),
  ('app_private.pix_credentials', 'account_id', 'credentials'),
  ('app_private.shipping_credentials', 'account_id', 'credentials'),
  ('app_private.stripe_credentials', 'account_id', 'credentials'),
  ('app_private.webhook_secrets', 'endpoint_id', 'secret')
on conflict (name) do update set owner_column = excluded.owner_column, sealed_column = excluded.sealed_column;
