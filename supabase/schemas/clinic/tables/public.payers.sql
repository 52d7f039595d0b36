-- Who pays: a patient, or somebody who is known from a relation of one. Their balance is the sum of their entries.
create table public.payers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  identity text not null,
  patient_id uuid,
  full_name text,
  cpf text,
  phone text,
  email text,
  balance_cents bigint not null default 0,
  reminders_allowed_at timestamptz,
  reminders_allowed_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint payer_is_known_once unique (tenant_id, identity),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint payer_is_somebody check ((patient_id is null) <> (full_name is null)),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120)
);

alter table public.payers enable row level security;

create policy select_desk on public.payers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index payers_patient on public.payers (tenant_id, patient_id) where patient_id is not null;

create trigger payers_index_words after insert or delete or update of full_name, cpf, phone, email on public.payers
  for each row execute function app.tg_payers__index_words();

create trigger payers_touch before update on public.payers
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.payers is 'Who pays a clinic, and what they owe. Locked by whoever posts an entry: the order of one payer''s money is the order of this lock.';
comment on column public.payers.identity is 'patient:<id>, document:<CPF or CNPJ>, phone:<phone>:<name>, person:<patient>:<name>, contact:<id> or counter (whoever stands at the desk): siblings share the mother who pays.';
comment on column public.payers.balance_cents is 'What the payer owes; below zero: what the clinic holds for them. The sum of their entries, always.';

comment on column public.payers.reminders_allowed_at is 'Since when their written permission to be reminded by message is known: São Paulo asks for it (Lei 13.226/2008).';

-- No write grants: app.payer_of and app.post_money decide.
revoke all on public.payers from anon, authenticated;
grant select on public.payers to authenticated;
grant select, insert, update, delete on public.payers to service_role;
