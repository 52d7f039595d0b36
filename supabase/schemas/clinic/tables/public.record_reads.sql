-- Who read what of a record, and when: written with the reading, never changed.
create table public.record_reads (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  patient_id uuid not null,
  entry_id uuid,
  note_id uuid,
  user_id uuid not null,
  user_name text not null,
  kind text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete restrict,
  foreign key (tenant_id, entry_id) references public.record_entries (tenant_id, id) on delete restrict,
  foreign key (tenant_id, note_id) references public.private_notes (tenant_id, id) on delete restrict,
  constraint read_kind_is_known check (kind in ('read', 'copy', 'break_glass')),
  constraint is_of_one_store check (entry_id is null or note_id is null)
);

alter table public.record_reads enable row level security;

create index record_reads_of_patient on public.record_reads (tenant_id, patient_id, at desc);
create index record_reads_entry on public.record_reads (tenant_id, entry_id) where entry_id is not null;
create index record_reads_note on public.record_reads (tenant_id, note_id) where note_id is not null;

create policy select_nobody on public.record_reads for select to authenticated using (false);

create trigger record_reads_append_only before update on public.record_reads
  for each row execute function app.tg_any__append_only();

create trigger record_reads_are_kept before delete on public.record_reads
  for each row execute function app.tg_any__is_kept();

comment on table public.record_reads is 'One row a person, entry and reading. entry_id is null where a record without entries was copied; note_id is of the private folder, which only its author reads and sees here.';

-- No grants at all: list_record_reads answers who may ask.
revoke all on public.record_reads from anon, authenticated, service_role;
