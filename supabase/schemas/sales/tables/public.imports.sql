-- A file that somebody imports: read by a job in pieces, each with the place it has come to in one transaction.
create table public.imports (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  kind text not null references app.import_kinds (key) on delete restrict,
  file_name text not null,
  bytes bigint not null,
  state text not null default 'uploading',
  policy text not null default 'overwrite',
  options jsonb not null default '{}',
  done integer not null default 0,
  total integer,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  merged integer not null default 0,
  rejected integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  attempt uuid,
  failure text,
  requested_by uuid not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undo_until timestamptz,
  undone_at timestamptz,
  primary key (tenant_id, id),
  constraint state_is_known check (state in ('uploading', 'queued', 'running', 'ready', 'failed', 'cancelled', 'undoing', 'undone')),
  constraint policy_is_known check (policy in ('skip', 'fill', 'overwrite')),
  constraint file_name_is_one_plain_line check (file_name = app.normalize_name(file_name) and char_length(file_name) between 1 and 200),
  constraint counts_are_not_negative check (least(done, total, created, updated, unchanged, merged, rejected, undone, kept) >= 0),
  constraint no_row_is_lost check (done = created + updated + unchanged + merged + rejected)
);

alter table public.imports enable row level security;

create index imports_newest on public.imports (tenant_id, created_at desc, id desc);
create index imports_kind on public.imports (kind);

create policy select_desk on public.imports for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.imports is 'Imports of a clinic. The file is an upload of the bucket imports that goes after a day; what the import did is kept for the seven days in which it can be undone.';
comment on column public.imports.policy is 'What becomes of a record that is there already: skip (nothing), fill (only what is empty), overwrite (what the file says; empty cells erase nothing).';
comment on column public.imports.options is 'How the file is read, as the person confirmed it: {columns, dates, headings, encoding, delimiter, header_row, pipeline_id of deals}.';
comment on column public.imports.done is 'Rows of the file that are settled: each is created, updated or unchanged (the first about its record), merged (a further one) or rejected.';
comment on column public.imports.undone is 'Records that the undo took back; kept: those that it left as they are, import_kept says why.';

-- No write grants: begin_import, start_import and the worker decide.
revoke all on public.imports from anon, authenticated;
grant select on public.imports to authenticated;
grant select, insert, update, delete on public.imports to service_role;
