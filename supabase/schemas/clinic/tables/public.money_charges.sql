-- How far each charge is paid: what the ledger and the allocations say, kept beside them in the same transaction.
create table public.money_charges (
  tenant_id uuid not null,
  id uuid not null,
  payer_id uuid not null,
  patient_id uuid,
  session_id uuid,
  order_id uuid,
  therapist_id uuid,
  origin text not null,
  due_on date not null,
  amount_cents integer not null,
  paid_cents integer not null default 0,
  reversed_at timestamptz,
  note text,
  state text not null generated always as (
    case when reversed_at is not null then 'reversed' when paid_cents = 0 then 'unpaid' when paid_cents < amount_cents then 'partly' else 'paid' end
  ) stored,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, id) references public.money_entries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  constraint charge_origin_is_known check (origin in ('session', 'package', 'monthly_fee', 'adjustment', 'order')),
  constraint order_of_an_order_charge check ((origin = 'order') = (order_id is not null)),
  constraint patient_of_what_is_no_order check (patient_id is not null or origin = 'order'),
  constraint session_of_a_session_charge check ((origin = 'session') = (session_id is not null)),
  constraint paid_at_most_what_is_charged check (paid_cents between 0 and amount_cents),
  constraint nothing_paid_on_what_is_taken_back check (reversed_at is null or paid_cents = 0)
);

alter table public.money_charges enable row level security;

create policy select_desk on public.money_charges for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

-- what the search finds by its amount
create index money_charges_amount on public.money_charges (tenant_id, amount_cents, due_on) where reversed_at is null;
create index money_charges_due on public.money_charges (tenant_id, due_on, id) where reversed_at is null;
create index money_charges_payer on public.money_charges (tenant_id, payer_id, due_on, id);
create index money_charges_patient on public.money_charges (tenant_id, patient_id, due_on, id);
-- a participant is charged once for a session
create unique index money_charges_session on public.money_charges (tenant_id, session_id, patient_id) where reversed_at is null and session_id is not null;
create index money_charges_order on public.money_charges (tenant_id, order_id) where order_id is not null;
create index money_charges_sessions on public.money_charges (tenant_id, session_id) where session_id is not null;

create trigger money_charges_recheck_pix after update of paid_cents, amount_cents, reversed_at on public.money_charges
  for each row execute function app.tg_money_charges__recheck_pix();

comment on table public.money_charges is 'What is charged: of a session and patient, a package, a month, an order or by hand; paid is what the allocations say.';
comment on column public.money_charges.therapist_id is 'Whose session it is: therapists see the own ones, and payouts will count by it. No foreign key, as in care teams.';
comment on column public.money_charges.state is 'unpaid, partly, paid, reversed: follows from the rest.';

-- No write grants: the functions of the ledger keep it.
revoke all on public.money_charges from anon, authenticated;
grant select on public.money_charges to authenticated;
grant select, insert, update, delete on public.money_charges to service_role;
