-- The account at Asaas with which a clinic charges its patients. One is connected at a time; earlier ones stay, because what was
-- charged with them may still be paid.
create table app.pix_accounts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  environment text not null,
  key_hint text not null,
  webhook_sha256 text not null,
  connected_by uuid,
  connected_at timestamptz not null default now(),
  disconnected_at timestamptz,
  key_refused_at timestamptz,
  primary key (tenant_id, id),
  constraint pix_environment_is_known check (environment in ('sandbox', 'production')),
  constraint key_hint_fits check (char_length(key_hint) between 1 and 8),
  constraint webhook_token_is_hashed check (webhook_sha256 ~ '^[0-9a-f]{64}$')
);

alter table app.pix_accounts enable row level security;

create unique index pix_accounts_connected on app.pix_accounts (tenant_id) where disconnected_at is null;

create policy select_nobody on app.pix_accounts for select to authenticated using (false);

comment on table app.pix_accounts is 'The clinics'' own accounts at the payment provider. The key is ciphertext in app_private.pix_credentials.';
comment on column app.pix_accounts.id is 'Stands in the address of the account''s webhook: an account that is connected again is known by it.';
comment on column app.pix_accounts.webhook_sha256 is 'What the provider says with each event, hashed.';
comment on column app.pix_accounts.key_refused_at is 'Since when the provider takes the key no more.';
