-- Whom a clinic sells to. Somebody who is a patient is the same person: phones and addresses are the patient's, and so is the name.
create table public.contacts (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  full_name text not null,
  sort_key text not null generated always as (app.normalize_text(full_name)) stored,
  patient_id uuid,
  company_id uuid,
  job text,
  origin text not null default 'manual' references public.lead_origins (key) on delete restrict,
  origin_detail text,
  stage text not null default 'lead',
  owner_id uuid,
  note text,
  custom jsonb not null default '{}',
  version integer not null default 1,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  foreign key (tenant_id, owner_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120),
  constraint stage_is_known check (stage in ('lead', 'opportunity', 'customer', 'former')),
  constraint texts_fit check (char_length(job) <= 100 and char_length(origin_detail) <= 100 and char_length(note) <= 2000)
);

alter table public.contacts enable row level security;

create policy select_desk on public.contacts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index contacts_by_name on public.contacts (tenant_id, (archived_at is null), sort_key, id);
create index contacts_newest on public.contacts (tenant_id, (archived_at is null), created_at desc, id desc);
-- one person, one contact
create unique index contacts_patient on public.contacts (tenant_id, patient_id) where patient_id is not null;
create index contacts_company on public.contacts (tenant_id, company_id) where company_id is not null;
create index contacts_owner on public.contacts (tenant_id, owner_id) where owner_id is not null;
create index contacts_origin on public.contacts (origin);

create trigger contacts_touch before update on public.contacts
  for each row execute function app.tg_any__touch_updated_at();

create trigger contacts_index_words after insert or update or delete on public.contacts
  for each row execute function app.tg_contacts__index_person();

comment on table public.contacts is 'People of the sales of a clinic. With patient_id they are that patient: one set of phones and addresses, one name.';
comment on column public.contacts.full_name is 'Of a patient: what the patient is called, kept by a trigger of patients.';
comment on column public.contacts.origin_detail is 'What a file called the origin (a fair, a campaign), in the clinic''s words.';
comment on column public.contacts.stage is 'How far the person is: lead, opportunity (a deal is open), customer (a deal was won), former.';
comment on column public.contacts.custom is 'Values of the clinic''s own fields by the id of the field; app.checked_custom decides what may stand here.';

-- No write grants: save_contact and its neighbours decide.
revoke all on public.contacts from anon, authenticated;
grant select on public.contacts to authenticated;
grant select, insert, update, delete on public.contacts to service_role;
