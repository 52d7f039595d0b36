create table public.intake_answers (
  tenant_id uuid not null,
  submission_id uuid not null,
  section_key text not null,
  is_clinical boolean not null,
  answers jsonb not null,
  primary key (tenant_id, submission_id, section_key),
  foreign key (tenant_id, submission_id) references public.intake_submissions (tenant_id, id) on delete cascade
);

alter table public.intake_answers enable row level security;

comment on table public.intake_answers is
  'Answers by section, so that those of a clinical one have readers of their own: who treats. Desk, administrators and owner read the others.';

-- No write grants: submit-patient-intake writes them, nobody changes them.
revoke all on public.intake_answers from anon, authenticated;
grant select on public.intake_answers to authenticated;
grant select, insert, update, delete on public.intake_answers to service_role;
