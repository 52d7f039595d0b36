create table app.webhook_events (
  tenant_id uuid not null,
  channel_id uuid not null,
  event_key text not null,
  provider text not null,
  event_type text not null,
  outcome text not null,
  reason text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  reviewed_at timestamptz,
  primary key (tenant_id, channel_id, event_key),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint outcome_is_known check (outcome in ('applied', 'ignored', 'unparsed'))
);

alter table app.webhook_events enable row level security;

create index webhook_events_unparsed on app.webhook_events (tenant_id, received_at desc) where outcome = 'unparsed' and reviewed_at is null;

create policy select_nobody on app.webhook_events for select to authenticated using (false);

comment on table app.webhook_events is 'Every authentic webhook as received (secrets redacted), once per provider event (event_key).';
comment on column app.webhook_events.reviewed_at is 'When an administrator had seen an event of which something was not understood; NULL: it is still listed.';
