-- E-mail addresses of people of any kind (entity_type, entity_id). The generated columns make the reference a real one.
create table public.contact_emails (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  entity_type text not null,
  entity_id uuid not null,
  patient_id uuid generated always as (case when entity_type = 'patient' then entity_id end) stored,
  medico_id uuid generated always as (case when entity_type = 'medico' then entity_id end) stored,
  contact_id uuid generated always as (case when entity_type = 'contact' then entity_id end) stored,
  company_id uuid generated always as (case when entity_type = 'company' then entity_id end) stored,
  type text not null default 'personal' references public.contact_email_types (key) on delete restrict,
  email text not null,
  is_primary boolean not null default false,
  note text,
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, medico_id) references public.medicos (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  constraint entity_type_is_known check (entity_type in ('patient', 'medico', 'contact', 'company')),
  constraint email_is_one_address check (app.is_email(email)),
  constraint note_fits check (char_length(note) <= 100)
);

alter table public.contact_emails enable row level security;

create unique index contact_emails_once on public.contact_emails (tenant_id, entity_type, entity_id, email);
create unique index contact_emails_one_primary on public.contact_emails (tenant_id, entity_type, entity_id) where is_primary;
create index contact_emails_patient on public.contact_emails (tenant_id, patient_id) where patient_id is not null;
create index contact_emails_medico on public.contact_emails (tenant_id, medico_id) where medico_id is not null;
create index contact_emails_contact on public.contact_emails (tenant_id, contact_id) where contact_id is not null;
create index contact_emails_company on public.contact_emails (tenant_id, company_id) where company_id is not null;
-- who has this address: an import asks
create index contact_emails_email on public.contact_emails (tenant_id, email);
create index contact_emails_type on public.contact_emails (type);

create policy select_members on public.contact_emails for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger contact_emails_index_words after insert or update or delete on public.contact_emails
  for each row execute function app.tg_contacts__index_words();

comment on table public.contact_emails is 'E-mail addresses of patients, doctors, contacts and companies in lower case: several a person, one of them the first to be written to.';

-- No write grants: save_patient, save_medico, save_contact and save_company write them with the person.
revoke all on public.contact_emails from anon, authenticated;
grant select on public.contact_emails to authenticated;
grant select, insert, update, delete on public.contact_emails to service_role;
