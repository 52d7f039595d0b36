-- What an import did to each record it touched, so that it can be taken back.
create table app.import_records (
  tenant_id uuid not null,
  import_id uuid not null,
  record_id uuid not null,
  table_name text not null,
  is_main boolean not null default true,
  outcome text not null,
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  phones text[] not null default '{}',
  emails text[] not null default '{}',
  tags uuid[] not null default '{}',
  version integer,
  kept_because text,
  primary key (tenant_id, import_id, record_id),
  foreign key (tenant_id, import_id) references public.imports (tenant_id, id) on delete cascade,
  constraint outcome_is_known check (outcome in ('created', 'updated', 'unchanged', 'undone', 'kept')),
  constraint what_is_kept_has_a_reason check ((outcome = 'kept') = (kept_because is not null)),
  constraint reason_is_known check (kept_because in ('changed', 'in_use', 'locked'))
);

alter table app.import_records enable row level security;

create policy select_nobody on app.import_records for select to authenticated using (false);

comment on table app.import_records is 'One row a record of an import; removed when it can no longer be undone.';
comment on column app.import_records.is_main is 'Counted in the import; others came along (the company of a contact).';
comment on column app.import_records.before is 'What stood in the columns that the import changed; after: what it wrote there.';
comment on column app.import_records.phones is 'Numbers, addresses and tags that the import added.';
comment on column app.import_records.version is 'Of the record when the import left it: a higher one was changed since.';
