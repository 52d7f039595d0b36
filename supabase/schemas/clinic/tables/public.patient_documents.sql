-- Documents that a clinic issued. What was issued never changes; a cancelled document stays and says so.
create table public.patient_documents (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  kind text not null references public.document_kinds (key) on delete restrict,
  year integer not null,
  number integer not null,
  template_id uuid not null,
  template_version integer not null,
  title text not null,
  body text not null,
  patient_name text not null,
  purpose text,
  addressee text,
  cid text,
  cid_consented boolean not null default false,
  clinic_name text not null,
  letterhead text,
  author_id uuid not null,
  author_name text not null,
  author_council text,
  is_clinical boolean not null,
  issued_at timestamptz not null,
  sha256 text not null,
  file_id uuid,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references public.patient_files (tenant_id, id) on delete restrict,
  constraint number_is_of_one_document unique (tenant_id, year, number),
  constraint title_is_one_plain_line check (title = app.normalize_name(title)),
  constraint title_fits check (char_length(title) between 2 and 120),
  constraint body_fits check (char_length(body) between 1 and 20000),
  constraint body_is_filled_in check (body !~ '[{]{2}|[}]{2}'),
  constraint texts_fit check (char_length(purpose) <= 200 and char_length(addressee) <= 200 and char_length(cancel_reason) between 3 and 500),
  constraint cid_is_a_code check (cid ~ '^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,2})?$'),
  constraint cid_needs_consent check (cid is null or cid_consented),
  constraint cancelled_with_reason check ((cancelled_at is null) = (cancel_reason is null))
);

alter table public.patient_documents enable row level security;

create index patient_documents_of_patient on public.patient_documents (tenant_id, patient_id, issued_at desc, id desc);
create index patient_documents_kind on public.patient_documents (kind);
create unique index patient_documents_file on public.patient_documents (tenant_id, file_id);

create policy select_readers on public.patient_documents for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and (not is_clinical or app.treats(tenant_id, patient_id, (select auth.uid()))));

create trigger patient_documents_stay before update on public.patient_documents
  for each row execute function app.tg_patient_documents__stay();

comment on table public.patient_documents is 'Documents that were issued: numbered by clinic and year, with their text, their author and the hash of both.';
comment on column public.patient_documents.sha256 is 'Of what app.document_content makes of the row: whoever has the text can check it.';
comment on column public.patient_documents.file_id is 'The PDF, once the browser that issued it has stored it; it can be made again from the row.';
comment on column public.patient_documents.author_council is 'Council, region and number at that moment; NULL where the reception attests attendance.';

-- No write grants: issue_patient_document, attach_document_file and cancel_patient_document decide.
revoke all on public.patient_documents from anon, authenticated;
grant select on public.patient_documents to authenticated;
grant select, insert, update, delete on public.patient_documents to service_role;
