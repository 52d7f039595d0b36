-- Every object of the bucket, written down before it is stored: a worker that dies leaves none behind.
create table app.export_files (
  tenant_id uuid not null,
  export_id uuid not null,
  path text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, export_id, path),
  foreign key (tenant_id, export_id) references public.exports (tenant_id, id) on delete cascade,
  constraint path_is_of_the_clinic check (starts_with(path, tenant_id::text || '/'))
);

alter table app.export_files enable row level security;

create policy select_nobody on app.export_files for select to authenticated using (false);
