-- Every authentic event of a clinic's account at Stripe, once for its id.
create table app.stripe_events (
  tenant_id uuid not null,
  id text not null,
  account_id uuid not null,
  event_type text not null,
  payment_intent_id text,
  event jsonb not null,
  outcome text not null default 'ignored',
  reason text,
  order_id uuid,
  received_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, account_id) references app.stripe_accounts (tenant_id, id) on delete cascade,
  constraint stripe_outcome_is_known check (outcome in ('applied', 'ignored', 'waiting', 'review'))
);

alter table app.stripe_events enable row level security;

create index stripe_events_account on app.stripe_events (tenant_id, account_id);
create index stripe_events_waiting on app.stripe_events (tenant_id, payment_intent_id) where outcome = 'waiting';

create policy select_nobody on app.stripe_events for select to authenticated using (false);

comment on table app.stripe_events is 'The inbox: an event that comes again changes nothing, and one that comes before what it is about waits.';
comment on column app.stripe_events.event is 'What counts of it, as the function read it: ids, amounts, states; nobody''s name.';
comment on column app.stripe_events.outcome is 'waiting: its payment is not known yet; it is applied when it is.';
