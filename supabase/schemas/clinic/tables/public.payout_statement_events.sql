-- Who closed, reopened and paid a month, and why. Never changed.
create table public.payout_statement_events (
  tenant_id uuid not null,
  number bigint not null default nextval('app.payout_numbers'),
  therapist_id uuid not null,
  month date not null,
  kind text not null,
  total_cents bigint not null,
  reason text,
  paid_on date,
  method text,
  actor_id uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, number),
  foreign key (tenant_id, therapist_id, month) references public.payout_statements (tenant_id, therapist_id, month) on delete cascade,
  constraint statement_event_is_known check (kind in ('closed', 'reopened', 'paid', 'payment_undone')),
  constraint reopening_has_a_reason check (kind <> 'reopened' or char_length(reason) between 1 and 200)
);

alter table public.payout_statement_events enable row level security;

create policy select_admins on public.payout_statement_events for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create index payout_statement_events_statement on public.payout_statement_events (tenant_id, therapist_id, month, number);

create trigger payout_statement_events_refuse_change before update on public.payout_statement_events
  for each row execute function app.tg_money_entries__refuse_change();

comment on table public.payout_statement_events is 'The history of a month''s payout.';

revoke all on public.payout_statement_events from anon, authenticated, service_role;
grant select on public.payout_statement_events to authenticated, service_role;
