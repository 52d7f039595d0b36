create table app.credit_settlements (
  tenant_id uuid not null,
  hold_id uuid not null,
  position integer not null,
  conversation_message_id uuid,
  settled_at timestamptz not null default now(),
  refunded_at timestamptz,
  primary key (tenant_id, hold_id, position)
);

alter table app.credit_settlements enable row level security;

create policy select_nobody on app.credit_settlements for select to authenticated using (false);

comment on table app.credit_settlements is 'The n-th message of a campaign took the n-th credit of its hold: the key alone makes it happen once and never more often than credits are held. No foreign key on purpose: its check would lock the row of the hold, which every message of the campaign would then write.';
