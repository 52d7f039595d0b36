-- Who was reminded of what they owe, when, by whom. The id is the message's: what never left does not count.
create table public.money_reminders (
  tenant_id uuid not null,
  id uuid not null,
  payer_id uuid not null,
  thread_key text not null,
  body text not null,
  overdue_cents bigint not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  constraint reminder_body_fits check (char_length(body) between 1 and 1000)
);

alter table public.money_reminders enable row level security;

create policy select_desk on public.money_reminders for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index money_reminders_payer on public.money_reminders (tenant_id, payer_id, created_at);

comment on table public.money_reminders is 'Reminders that were begun. One counts once a message with its id stands in the conversation and has not failed.';

-- No write grants: begin_reminder decides.
revoke all on public.money_reminders from anon, authenticated;
grant select on public.money_reminders to authenticated;
grant select, insert, update, delete on public.money_reminders to service_role;
