create table app.asaas_events (
  id text primary key,
  event_type text not null,
  payment_id text,
  tenant_id uuid references public.tenants (id) on delete set null,
  purchase_id uuid,
  outcome text not null default 'ignored',
  reason text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  reviewed_at timestamptz,
  reviewed_by uuid references public.profiles (id) on delete set null,
  constraint outcome_is_known check (outcome in ('applied', 'ignored', 'review'))
);

alter table app.asaas_events enable row level security;

create index asaas_events_purchase on app.asaas_events (tenant_id, purchase_id);
create index asaas_events_reviewed_by on app.asaas_events (reviewed_by) where reviewed_by is not null;
create index asaas_events_to_review on app.asaas_events (received_at desc) where outcome = 'review';

create policy select_nobody on app.asaas_events for select to authenticated using (false);

comment on table app.asaas_events is 'Every authentic event of the payment provider, once for its id, known or not: it comes without a clinic, and may belong to none. review: money moved and a person must look.';
