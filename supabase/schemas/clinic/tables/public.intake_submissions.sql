create table public.intake_submissions (
  tenant_id uuid not null,
  id uuid not null,
  invite_id uuid not null,
  patient_id uuid,
  birth_date date not null,
  is_minor boolean not null,
  signer_name text not null,
  signer_kinship text not null,
  locale text not null,
  ip_hash text,
  user_agent text,
  submitted_at timestamptz not null default now(),
  reviewed_by uuid,
  taken text[],
  primary key (tenant_id, id),
  constraint intake_is_answered_once unique (tenant_id, invite_id),
  foreign key (tenant_id, invite_id) references public.intake_invites (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint signer_name_is_one_plain_line check (signer_name = app.normalize_name(signer_name) and char_length(signer_name) between 2 and 120),
  constraint signer_kinship_is_known check (signer_kinship in (
    'self', 'mother', 'father', 'guardian', 'grandparent', 'spouse', 'partner', 'child', 'sibling', 'other')),
  constraint minor_does_not_sign check (not is_minor or signer_kinship <> 'self'),
  constraint user_agent_fits check (char_length(user_agent) <= 300)
);

alter table public.intake_submissions enable row level security;

create index intake_submissions_patient on public.intake_submissions (tenant_id, patient_id) where patient_id is not null;

create policy select_members on public.intake_submissions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.intake_submissions is 'That a form came back, who signed it and what of it became the patient''s. The answers are in intake_answers.';
comment on column public.intake_submissions.id is 'From the browser of whoever answered: sent twice, it is one.';
comment on column public.intake_submissions.ip_hash is 'HMAC-SHA-256 of the address with a key of the service.';
comment on column public.intake_submissions.taken is 'Units of the patient that the review took from the answers.';

-- No write grants: submit-patient-intake and merge_intake write it.
revoke all on public.intake_submissions from anon, authenticated;
-- not the address of who signed, not even its hash
grant select (tenant_id, id, invite_id, patient_id, birth_date, is_minor, signer_name, signer_kinship, locale, user_agent, submitted_at,
  reviewed_by, taken) on public.intake_submissions to authenticated;
grant select, insert, update, delete on public.intake_submissions to service_role;
