-- The private folder of a therapist: its author's alone, whoever else treats the patient and whatever happens.
create table public.private_notes (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  patient_id uuid not null,
  author_id uuid not null,
  title text,
  occurred_on date not null,
  content jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete restrict,
  constraint title_fits check (title = app.normalize_name(title) and char_length(title) between 1 and 120),
  constraint content_fits check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 262144)
);

alter table public.private_notes enable row level security;

create index private_notes_of_author on public.private_notes (tenant_id, patient_id, author_id, occurred_on desc, created_at desc);

create policy select_author on public.private_notes for select to authenticated
  using (author_id = (select auth.uid()) and app.treats(tenant_id, patient_id, (select auth.uid())));

create trigger private_notes_touch before update on public.private_notes
  for each row execute function app.tg_any__touch_updated_at();

create trigger private_notes_stay_their_authors before update on public.private_notes
  for each row when (old.author_id <> new.author_id) execute function app.tg_any__append_only();

create trigger private_notes_are_kept before delete on public.private_notes
  for each row execute function app.tg_any__is_kept();

comment on table public.private_notes is 'What a therapist keeps apart (registro documental privativo): not part of the record, of its copy, or of any emergency access.';

-- No grants at all: see record_entries.
revoke all on public.private_notes from anon, authenticated, service_role;
