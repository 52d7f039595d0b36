create table app_private.dinamize_credentials (
  tenant_id uuid primary key references app.dinamize_accounts (tenant_id) on delete cascade,
  account_id uuid not null,
  credentials jsonb not null,
  token jsonb,
  token_made_at timestamptz,
  token_used_at timestamptz,
  constraint credentials_are_sealed check (credentials ?& array['v', 'kid', 'iv', 'ct']),
  constraint token_is_sealed check (token ?& array['v', 'kid', 'iv', 'ct'])
);

alter table app_private.dinamize_credentials enable row level security;

create policy select_nobody on app_private.dinamize_credentials for select to authenticated using (false);

comment on table app_private.dinamize_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} of the user and password of a clinic at Dinamize, and of the token that they were given last, made by the edge functions.';
comment on column app_private.dinamize_credentials.account_id is 'What they are sealed for: app.dinamize_accounts.id.';
