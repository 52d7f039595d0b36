-- What a provider said that a parcel costs, kept for some hours: a cart is priced many times.
create table app.shipping_quotes (
  tenant_id uuid not null,
  account_id uuid not null,
  cep text not null,
  grams integer not null,
  cents integer not null,
  services jsonb not null,
  quoted_at timestamptz not null default now(),
  primary key (tenant_id, account_id, cep, grams, cents),
  foreign key (tenant_id, account_id) references app.shipping_accounts (tenant_id, id) on delete cascade,
  constraint quote_is_for_a_cep check (cep ~ '^[0-9]{8}$'),
  constraint services_are_a_list check (jsonb_typeof(services) = 'array')
);

alter table app.shipping_quotes enable row level security;

create policy select_nobody on app.shipping_quotes for select to authenticated using (false);

create index shipping_quotes_age on app.shipping_quotes (tenant_id, quoted_at);

comment on column app.shipping_quotes.grams is 'Rounded up to 100, and cents (the value of what is sent) to R$ 50: parcels that cost the same are asked for once.';
comment on column app.shipping_quotes.services is '[{service, name, price_cents, days_min, days_max}]; empty: it sends nothing of this there.';
