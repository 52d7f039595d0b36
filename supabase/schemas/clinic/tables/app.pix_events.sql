create table app.pix_events (
  tenant_id uuid not null,
  id text not null,
  account_id uuid not null,
  event_type text not null,
  asaas_payment_id text,
  pix_charge_id uuid,
  outcome text not null default 'ignored',
  reason text,
  raw jsonb,
  received_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references app.pix_accounts (tenant_id, id) on delete cascade,
  constraint pix_outcome_is_known check (outcome in ('applied', 'ignored', 'review'))
);

alter table app.pix_events enable row level security;

create index pix_events_account on app.pix_events (tenant_id, account_id);

create policy select_nobody on app.pix_events for select to authenticated using (false);

comment on table app.pix_events is 'Every authentic event of a clinic''s account, once for its id.';
comment on column app.pix_events.raw is 'As it came, of a payment that Zelo asked for; nothing of what else the clinic does with its account.';
