-- Who an anonymous person was, for the record and the books that the law has a clinic keep. It goes when the last of them may.
create table app.retained_identities (
  tenant_id uuid not null,
  patient_id uuid not null,
  identity jsonb not null,
  rules text[] not null,
  keep_until date not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, patient_id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade
);

alter table app.retained_identities enable row level security;

create policy select_nobody on app.retained_identities for select to authenticated using (false);

comment on table app.retained_identities is 'Name, birth and CPF of somebody whose data was erased, only while a record or the books name a person by law. open_retained_identity gives it, with a reason, and notes who asked.';

-- No grants: nobody reads it but by that function.
revoke all on app.retained_identities from anon, authenticated;
