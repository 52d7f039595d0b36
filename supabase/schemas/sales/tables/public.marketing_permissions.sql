-- That somebody may be sent news and invitations: written down by the clinic, with its proof. What people sign by a link is in consents.
create table public.marketing_permissions (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  patient_id uuid,
  contact_id uuid,
  source text not null,
  proof text not null,
  given_on date not null,
  recorded_by uuid,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  constraint is_somebodys check ((patient_id is null) <> (contact_id is null)),
  constraint source_is_known check (source in ('paper', 'in_person', 'message', 'site', 'phone')),
  constraint proof_says_something check (char_length(btrim(proof)) between 3 and 500)
);

alter table public.marketing_permissions enable row level security;

create unique index marketing_permissions_patient on public.marketing_permissions (tenant_id, patient_id)
  where patient_id is not null and revoked_at is null;
create unique index marketing_permissions_contact on public.marketing_permissions (tenant_id, contact_id)
  where contact_id is not null and revoked_at is null;
create index marketing_permissions_of_patient on public.marketing_permissions (tenant_id, patient_id) where patient_id is not null;
create index marketing_permissions_of_contact on public.marketing_permissions (tenant_id, contact_id) where contact_id is not null;

create policy select_desk on public.marketing_permissions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.marketing_permissions is 'Permission for campaigns: person, where it was given, proof, day, who wrote it down, and when it was withdrawn (LGPD art. 8).';

-- No write grants: save_marketing_permission decides.
revoke all on public.marketing_permissions from anon, authenticated;
grant select on public.marketing_permissions to authenticated;
grant select, insert, update, delete on public.marketing_permissions to service_role;
