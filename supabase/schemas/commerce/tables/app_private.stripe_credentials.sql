create table app_private.stripe_credentials (
  tenant_id uuid not null,
  account_id uuid not null,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references app.stripe_accounts (tenant_id, id) on delete cascade,
  constraint stripe_credentials_are_sealed check (credentials ?& array['v', 'kid', 'iv', 'ct'])
);

alter table app_private.stripe_credentials enable row level security;

create policy select_nobody on app_private.stripe_credentials for select to authenticated using (false);

comment on table app_private.stripe_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} of {secret_key, webhook_secret}, made by the edge functions. Kept when the account is disconnected, so that its signatures can still be checked; gone with the account.';
