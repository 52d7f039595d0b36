-- The account at Stripe with which a clinic sells by card. One is connected at a time; earlier ones stay, because what was sold with
-- them may still be paid, given back or disputed.
create table app.stripe_accounts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  livemode boolean not null,
  account_ref text not null,
  display_name text,
  key_hint text not null,
  connected_by uuid,
  connected_at timestamptz not null default now(),
  disconnected_at timestamptz,
  key_refused_at timestamptz,
  primary key (tenant_id, id),
  constraint account_ref_fits check (char_length(account_ref) between 1 and 80),
  constraint display_name_fits check (char_length(display_name) between 1 and 200),
  constraint key_hint_fits check (char_length(key_hint) between 1 and 8)
);

alter table app.stripe_accounts enable row level security;

create unique index stripe_accounts_connected on app.stripe_accounts (tenant_id) where disconnected_at is null;

create policy select_nobody on app.stripe_accounts for select to authenticated using (false);

comment on table app.stripe_accounts is 'The clinics'' own accounts at Stripe. Keys are ciphertext in app_private.stripe_credentials.';
comment on column app.stripe_accounts.id is 'Stands in the address of the account''s webhook: an account that is connected again is known by it.';
comment on column app.stripe_accounts.livemode is 'Whether it moves real money; events of the other mode are not taken.';
comment on column app.stripe_accounts.key_refused_at is 'Since when Stripe takes the key no more.';
