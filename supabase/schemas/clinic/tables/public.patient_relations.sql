-- Who decides, pays or is told for a patient: another patient, or somebody who is known by name and phone only.
create table public.patient_relations (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  patient_id uuid not null,
  related_patient_id uuid,
  kinship text not null,
  full_name text,
  phone text,
  email text,
  cpf text,
  is_guardian boolean not null default false,
  is_payer boolean not null default false,
  is_told boolean not null default false,
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, related_patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint kinship_is_known check (kinship in (
    'mother', 'father', 'guardian', 'spouse', 'partner', 'child', 'sibling', 'grandparent', 'employer', 'other')),
  constraint is_somebody check ((related_patient_id is null) <> (full_name is null)),
  constraint is_somebody_else check (related_patient_id <> patient_id),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120),
  constraint phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  constraint email_is_one_address check (email is null or app.is_email(email)),
  constraint cpf_is_normalised check (cpf ~ '^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$')
);

alter table public.patient_relations enable row level security;

create index patient_relations_patient on public.patient_relations (tenant_id, patient_id);
create index patient_relations_related on public.patient_relations (tenant_id, related_patient_id) where related_patient_id is not null;
-- one pays at a time
create unique index patient_relations_one_payer on public.patient_relations (tenant_id, patient_id) where is_payer;

create policy select_members on public.patient_relations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.patient_relations is 'Guardians, payers, partners and whoever is to be told. A couple are two patients who are each other''s partner.';
comment on column public.patient_relations.cpf is 'CPF, or the CNPJ of an employer who pays.';

-- No write grants: save_patient writes them with the person.
revoke all on public.patient_relations from anon, authenticated;
grant select on public.patient_relations to authenticated;
grant select, insert, update, delete on public.patient_relations to service_role;
