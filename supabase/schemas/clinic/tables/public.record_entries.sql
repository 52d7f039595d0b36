-- The shared record: the patient may read all of it, the treating team writes it.
create table public.record_entries (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  patient_id uuid not null,
  session_id uuid,
  kind text not null,
  title text,
  occurred_on date not null,
  content jsonb not null,
  addendum_to uuid,
  author_id uuid not null,
  author_name text not null,
  version integer not null default 1,
  signed_at timestamptz,
  signer_name text,
  signer_council text,
  content_hash text,
  countersigner_id uuid,
  countersigned_at timestamptz,
  countersigned_by uuid,
  countersigned_name text,
  countersigned_council text,
  discarded_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete restrict,
  foreign key (tenant_id, addendum_to) references public.record_entries (tenant_id, id) on delete restrict,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete restrict,
  constraint record_kind_is_known check (kind in ('progress_note', 'anamnesis', 'plan', 'discharge', 'other', 'addendum')),
  constraint addendum_is_to_something check ((kind = 'addendum') = (addendum_to is not null)),
  constraint title_fits check (title = app.normalize_name(title) and char_length(title) between 1 and 120),
  constraint content_fits check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 262144),
  constraint signature_is_whole check ((signed_at is null) = (signer_name is null) and (signed_at is null) = (content_hash is null)),
  constraint countersigned_after_it_was_signed check (countersigned_at >= signed_at and (countersigned_at is null) = (countersigned_by is null)),
  constraint only_drafts_are_discarded check (discarded_at is null or signed_at is null)
);

alter table public.record_entries enable row level security;

create index record_entries_timeline on public.record_entries (tenant_id, patient_id, occurred_on desc, created_at desc, id desc);
create index record_entries_session on public.record_entries (tenant_id, session_id) where session_id is not null;
create index record_entries_addenda on public.record_entries (tenant_id, addendum_to) where addendum_to is not null;
create index record_entries_unsigned on public.record_entries (tenant_id, author_id) where signed_at is null and discarded_at is null;
create index record_entries_to_countersign on public.record_entries (tenant_id, countersigner_id) where countersigner_id is not null and countersigned_at is null;

create policy select_readers on public.record_entries for select to authenticated
  using (app.record_access(tenant_id, patient_id, (select auth.uid())) is not null);

create trigger record_entries_touch before update on public.record_entries
  for each row execute function app.tg_any__touch_updated_at();

create trigger record_entries_stay_locked before update on public.record_entries
  for each row when (old.signed_at is not null) execute function app.tg_record_entries__stay_locked();

create trigger record_entries_are_kept before delete on public.record_entries
  for each row execute function app.tg_any__is_kept();

comment on table public.record_entries is 'The shared record of a patient. Read and written through functions alone, which note every read; what is signed never changes, what is wrong gets an addendum.';
comment on column public.record_entries.session_id is 'The session that it is about, where there was one.';
comment on column public.record_entries.content is 'A document of the editor (ProseMirror JSON), as it was written.';
comment on column public.record_entries.author_name is 'As they were called then: people leave, records stay.';
comment on column public.record_entries.content_hash is 'SHA-256 of what was signed: kind, title, day and content.';
comment on column public.record_entries.countersigner_id is 'The supervisor of a trainee, who signs too; null where nobody has to.';
comment on column public.record_entries.discarded_at is 'A draft that its author took back. It stays, out of sight.';

-- No grants at all: content leaves through functions that note who read it, so not even the secret API key selects it.
revoke all on public.record_entries from anon, authenticated, service_role;
