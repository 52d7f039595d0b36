create table public.monthly_fees (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  therapist_id uuid,
  session_type_id uuid,
  day smallint not null,
  amount_cents integer not null,
  starts_on date not null,
  ends_on date,
  prorates boolean not null default true,
  recess text not null default 'charged',
  note text,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint fee_is_due_on_a_day check (day between 1 and 31),
  constraint fee_is_positive check (amount_cents between 1 and 100000000),
  constraint fee_ends_after_it_begins check (ends_on >= starts_on),
  constraint recess_is_known check (recess in ('charged', 'prorated')),
  constraint fee_note_fits check (char_length(note) between 1 and 300)
);

alter table public.monthly_fees enable row level security;

create policy select_desk on public.monthly_fees for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index monthly_fees_patient on public.monthly_fees (tenant_id, patient_id);
create index monthly_fees_type on public.monthly_fees (tenant_id, session_type_id) where session_type_id is not null;

create trigger monthly_fees_touch before update on public.monthly_fees
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.monthly_fees is 'An amount a month, however many sessions it has: a month of five weeks costs the same. Its sessions are not charged one by one.';
comment on column public.monthly_fees.day is 'When it is due; the last day of a shorter month.';
comment on column public.monthly_fees.prorates is 'Whether the first and the last month count by their days.';
comment on column public.monthly_fees.recess is 'Whether days of the clinic''s recess are charged, or taken off.';

-- No write grants: save_monthly_fee decides.
revoke all on public.monthly_fees from anon, authenticated;
grant select on public.monthly_fees to authenticated;
grant select, insert, update, delete on public.monthly_fees to service_role;
