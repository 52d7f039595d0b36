create table public.intake_invites (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  patient_id uuid,
  thread_id uuid,
  form_id uuid not null,
  form_version integer not null,
  texts jsonb not null,
  token_hash bytea not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  submitted_at timestamptz,
  reviewed_at timestamptz,
  cancelled_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint intake_token_is_unique unique (tenant_id, token_hash),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, form_id, form_version) references public.intake_form_versions (tenant_id, form_id, version) on delete cascade,
  constraint is_for_somebody check (patient_id is not null or thread_id is not null),
  constraint ended_once check (cancelled_at is null or submitted_at is null),
  constraint reviewed_after_it_came check (reviewed_at is null or submitted_at is not null)
);

alter table public.intake_invites enable row level security;

create index intake_invites_patient on public.intake_invites (tenant_id, patient_id) where patient_id is not null;
create index intake_invites_thread on public.intake_invites (tenant_id, thread_id) where thread_id is not null;
create index intake_invites_form on public.intake_invites (tenant_id, form_id, form_version);
-- what waits for somebody to look at it
create index intake_invites_to_review on public.intake_invites (tenant_id, id) where submitted_at is not null and reviewed_at is null;

create policy select_members on public.intake_invites for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.intake_invites is
  'Links to an intake form: to a patient, or to the person of a conversation who is nobody yet. Each takes one answer.';
comment on column public.intake_invites.texts is 'Version by purpose: what its person reads, although the clinic writes another since.';
comment on column public.intake_invites.token_hash is 'SHA-256 of the token in the link; the token itself is shown once and never stored.';

-- No write grants: create_intake_invite and its siblings decide. The hash is nobody's business.
revoke all on public.intake_invites from anon, authenticated;
grant select (tenant_id, id, patient_id, thread_id, form_id, form_version, texts, expires_at, opened_at, submitted_at, reviewed_at,
  cancelled_at, created_by, created_at) on public.intake_invites to authenticated;
grant select, insert, update, delete on public.intake_invites to service_role;
