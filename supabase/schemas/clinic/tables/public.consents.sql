-- What somebody agreed to, accepted or authorised, with its proof. A contract that was accepted is no consent: the nature of the purpose says which.
create table public.consents (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  patient_id uuid,
  submission_id uuid,
  purpose text not null references public.intake_purposes (key) on delete restrict,
  text_version integer not null,
  text_fingerprint text not null,
  signer_name text not null,
  signer_kinship text not null,
  channel text not null,
  ip_hash text,
  user_agent text,
  given_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, submission_id) references public.intake_submissions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, purpose, text_version) references public.intake_texts (tenant_id, purpose, version) on delete cascade,
  constraint signer_name_is_one_plain_line check (signer_name = app.normalize_name(signer_name)),
  constraint is_somebodys check (patient_id is not null or submission_id is not null),
  constraint channel_is_known check (channel in ('intake_link'))
);

alter table public.consents enable row level security;

create unique index consents_once on public.consents (tenant_id, submission_id, purpose) where submission_id is not null;
create index consents_patient on public.consents (tenant_id, patient_id) where patient_id is not null;
create index consents_text on public.consents (tenant_id, purpose, text_version);
create index consents_purpose on public.consents (purpose);

create policy select_members on public.consents for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.consents is 'Person, signer and kinship, purpose, version of the text, time, channel, proof, and when it was withdrawn (LGPD art. 8).';
comment on column public.consents.patient_id is 'Null until a review says who the person of a link is.';

-- No write grants: submit-patient-intake, merge_intake and revoke_consent write them.
revoke all on public.consents from anon, authenticated;
-- not the address of who signed, not even its hash
grant select (tenant_id, id, patient_id, submission_id, purpose, text_version, text_fingerprint, signer_name, signer_kinship, channel,
  user_agent, given_at, revoked_at, revoked_by) on public.consents to authenticated;
grant select, insert, update, delete on public.consents to service_role;
