-- Sessions that were booked before there was a ledger: charged by an explicit act alone.
create table app.unbilled_sessions (
  tenant_id uuid not null,
  session_id uuid not null,
  run_id uuid,
  billed_at timestamptz,
  billed_by uuid,
  primary key (tenant_id, session_id),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  constraint run_is_whole check ((run_id is null) = (billed_at is null))
);

alter table app.unbilled_sessions enable row level security;

create policy select_nobody on app.unbilled_sessions for select to authenticated using (false);

comment on table app.unbilled_sessions is 'run_id is the act that charged it; null: not charged, and no change of the session charges it.';
