-- The ledger of the clinics' money: one row a movement, never changed.
create table public.money_entries (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number bigint not null default nextval('app.money_numbers'),
  payer_id uuid not null,
  patient_id uuid,
  session_id uuid,
  kind text not null references public.money_kinds (key) on delete restrict,
  amount_cents integer not null,
  balance_after_cents bigint not null,
  method text references public.payment_methods (key) on delete restrict,
  occurred_on date not null,
  note text,
  reverses_id uuid,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, reverses_id) references public.money_entries (tenant_id, id) on delete cascade,
  constraint amount_moves_something check (amount_cents <> 0 and abs(amount_cents) <= 1000000000),
  constraint sign_fits_kind check (
    case kind when 'charge' then amount_cents > 0 when 'refund' then amount_cents > 0 when 'payment' then amount_cents < 0 else true end),
  constraint method_of_what_was_paid check ((kind in ('payment', 'refund')) = (method is not null)),
  constraint reversal_names_what_it_takes_back check ((kind in ('reversal', 'refund')) = (reverses_id is not null)),
  constraint note_fits check (char_length(note) between 1 and 300)
);

alter table public.money_entries enable row level security;

create policy select_desk on public.money_entries for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index money_entries_number on public.money_entries (tenant_id, payer_id, number);
create index money_entries_patient on public.money_entries (tenant_id, patient_id) where patient_id is not null;
create index money_entries_session on public.money_entries (tenant_id, session_id) where session_id is not null;
create index money_entries_reverses on public.money_entries (tenant_id, reverses_id) where reverses_id is not null;
create index money_entries_day on public.money_entries (tenant_id, occurred_on);
create index money_entries_kind on public.money_entries (kind);
create index money_entries_paid on public.money_entries (tenant_id, occurred_on desc, number desc) where kind = 'payment';
create index money_entries_method on public.money_entries (method) where method is not null;

create trigger money_entries_refuse_change before update on public.money_entries
  for each row execute function app.tg_money_entries__refuse_change();

comment on table public.money_entries is 'What payers owe and have paid, in the order of number for each payer: balance_after_cents is the one before plus amount_cents. A mistake is taken back by another row.';
comment on column public.money_entries.id is 'Of a payment, refund, reversal or adjustment from a screen: the client''s id, so that a repetition is known.';
comment on column public.money_entries.amount_cents is 'Above zero the payer owes more, below zero less.';
comment on column public.money_entries.occurred_on is 'The day it counts for, in the clinic''s time: when it is due, or when it was paid.';

-- No write grants: app.post_money alone writes here.
revoke all on public.money_entries from anon, authenticated, service_role;
grant select on public.money_entries to authenticated, service_role;
