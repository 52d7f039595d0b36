-- Rows of a file that were not taken, with what they said: corrected, they are imported again.
create table public.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number integer not null,
  cells text[] not null,
  kinds text[] not null,
  wrong smallint[] not null default '{}',
  primary key (tenant_id, import_id, row_number),
  foreign key (tenant_id, import_id) references public.imports (tenant_id, id) on delete cascade,
  constraint a_refusal_has_a_reason check (cardinality(kinds) > 0)
);

alter table public.import_rows enable row level security;

create policy select_desk on public.import_rows for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.import_rows is 'Rejected rows of imports; they go with the days in which the import can be undone.';
comment on column public.import_rows.row_number is 'Which data row below the headings, counted from 1 without empty ones.';
comment on column public.import_rows.wrong is 'Columns that a reason is about, counted from 0.';

-- No write grants: the worker writes.
revoke all on public.import_rows from anon, authenticated;
grant select on public.import_rows to authenticated;
grant select, insert, update, delete on public.import_rows to service_role;
