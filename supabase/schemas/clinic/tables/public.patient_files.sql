-- The files of a patient. The object is a row of app.media_files under the same id, in the bucket patient-files.
create table public.patient_files (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  name text not null,
  mime_type text not null,
  size bigint not null,
  is_clinical boolean not null,
  source text not null,
  uploaded_by uuid,
  archived_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, id) references app.media_files (tenant_id, id) on delete cascade,
  constraint name_is_one_plain_line check (name = app.normalize_name(name)),
  constraint name_fits check (char_length(name) between 1 and 150),
  constraint source_is_known check (source in ('upload', 'document', 'conversation'))
);

alter table public.patient_files enable row level security;

create index patient_files_of_patient on public.patient_files (tenant_id, patient_id, created_at desc, id desc);

create policy select_readers on public.patient_files for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and (not is_clinical or app.treats(tenant_id, patient_id, (select auth.uid()))));

create trigger patient_files_index_words after insert or delete or update of name, archived_at on public.patient_files
  for each row execute function app.tg_patient_files__index_words();

create trigger patient_files_let_go after delete on public.patient_files
  for each row execute function app.tg_patient_files__let_go();

comment on table public.patient_files is 'Files of patients: what was put, what came in a conversation, and the documents that the clinic issued.';
comment on column public.patient_files.is_clinical is 'For the treating team alone. Others are for every member: copies of identity papers, contracts, declarations of attendance.';
comment on column public.patient_files.mime_type is 'What the server found it to be.';

-- No write grants: add_patient_file and change_patient_file decide.
revoke all on public.patient_files from anon, authenticated;
grant select on public.patient_files to authenticated;
grant select, insert, update, delete on public.patient_files to service_role;
