-- What a merge moved, row by row, as long as it can be undone.
create table app.patient_merge_rows (
  tenant_id uuid not null,
  merge_id uuid not null,
  n integer not null,
  table_name text not null,
  column_name text not null,
  key jsonb not null,
  place jsonb not null default '{}',
  copy jsonb,
  primary key (tenant_id, merge_id, n),
  foreign key (tenant_id, merge_id) references public.patient_merges (tenant_id, id) on delete cascade
);

alter table app.patient_merge_rows enable row level security;

create policy select_nobody on app.patient_merge_rows for select to authenticated using (false);

comment on table app.patient_merge_rows is 'Keys of moved rows, without what they say; a copy only of contacts and links, which every form replaces.';

-- No grants: the merge writes it, its undo reads it.
revoke all on app.patient_merge_rows from anon, authenticated;
