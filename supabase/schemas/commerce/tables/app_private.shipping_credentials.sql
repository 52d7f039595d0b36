create table app_private.shipping_credentials (
  tenant_id uuid not null,
  account_id uuid not null,
  credentials jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references app.shipping_accounts (tenant_id, id) on delete cascade,
  constraint shipping_credentials_are_sealed check (credentials ?& array['v', 'kid', 'iv', 'ct'])
);

alter table app_private.shipping_credentials enable row level security;

create policy select_nobody on app_private.shipping_credentials for select to authenticated using (false);

comment on table app_private.shipping_credentials is 'AES-GCM ciphertext {v, kid, iv, ct} of {token}, made by the edge functions; gone with the account.';
