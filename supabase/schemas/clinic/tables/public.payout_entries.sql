-- The ledger of payouts: what therapists get of what was paid, and what is taken back. Never changed.
create table public.payout_entries (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number bigint not null default nextval('app.payout_numbers'),
  therapist_id uuid not null,
  month date not null,
  kind text not null,
  amount_cents integer not null,
  counts_on date not null,
  charge_id uuid,
  payment_id uuid,
  paid_cents integer not null default 0,
  rule_id uuid,
  percent numeric(5, 2),
  fixed_cents integer,
  units smallint,
  note text,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, charge_id) references public.money_charges (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payment_id) references public.money_payments (tenant_id, id) on delete cascade,
  foreign key (tenant_id, rule_id) references public.payout_rules (tenant_id, id) on delete cascade,
  constraint payout_kind_is_known check (kind in ('paid', 'returned', 'corrected', 'adjustment')),
  constraint payout_moves_something check (amount_cents <> 0),
  constraint payout_month_is_its_first_day check (extract(day from month) = 1),
  constraint payout_is_never_early check (month >= date_trunc('month', counts_on)),
  constraint payout_names_its_source check ((kind = 'adjustment') = (charge_id is null) and (charge_id is null) = (payment_id is null)),
  constraint payout_adjustment_has_a_reason check (kind <> 'adjustment' or char_length(note) between 1 and 200)
);

alter table public.payout_entries enable row level security;

create policy select_admins on public.payout_entries for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create unique index payout_entries_month on public.payout_entries (tenant_id, therapist_id, month, number);
create index payout_entries_charge on public.payout_entries (tenant_id, charge_id, number) where charge_id is not null;
create index payout_entries_payment on public.payout_entries (tenant_id, payment_id) where payment_id is not null;
create index payout_entries_rule on public.payout_entries (tenant_id, rule_id) where rule_id is not null;

create trigger payout_entries_refuse_change before update on public.payout_entries
  for each row execute function app.tg_money_entries__refuse_change();

comment on table public.payout_entries is 'One row a movement of a payout. The sum of a charge and payment is always what the rule in force gives of what the payment pays of the charge (app.payout_faults).';
comment on column public.payout_entries.month is 'The statement it belongs to: the month of counts_on, or the next that is open.';
comment on column public.payout_entries.counts_on is 'The day of the payment, or of the adjustment.';
comment on column public.payout_entries.kind is 'paid: money came; returned: it went back, or pays something else; corrected: a rule, or whose session it is, has changed; adjustment: by hand.';
comment on column public.payout_entries.paid_cents is 'By how much what was paid has changed with this row.';
comment on column public.payout_entries.units is 'Sessions that the charge stands for, as they were when it was paid first.';

-- No write grants: app.post_payouts and add_payout_adjustment alone write here.
revoke all on public.payout_entries from anon, authenticated, service_role;
grant select on public.payout_entries to authenticated, service_role;
