-- The clinic's own account at somebody who says what sending costs.
create table app.shipping_accounts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  provider text not null references app.shipping_providers (key) on delete restrict,
  origin_cep text not null,
  extra_cents integer not null default 0,
  extra_days smallint not null default 0,
  key_hint text not null,
  connected_by uuid,
  connected_at timestamptz not null default now(),
  key_refused_at timestamptz,
  primary key (tenant_id, id),
  constraint one_account_a_provider unique (tenant_id, provider),
  constraint origin_is_a_cep check (origin_cep ~ '^[0-9]{8}$'),
  constraint extra_cents_are_few check (extra_cents between 0 and 100000),
  constraint extra_days_are_few check (extra_days between 0 and 60),
  constraint key_hint_fits check (char_length(key_hint) between 1 and 8)
);

alter table app.shipping_accounts enable row level security;

create policy select_nobody on app.shipping_accounts for select to authenticated using (false);

create index shipping_accounts_provider on app.shipping_accounts (provider);

comment on column app.shipping_accounts.origin_cep is 'Where the clinic sends from.';
comment on column app.shipping_accounts.extra_cents is 'What packing costs the buyer beside, and extra_days how long it takes.';
comment on column app.shipping_accounts.key_refused_at is 'Since when the provider takes the key no more.';
