create table public.workflow_versions (
  tenant_id uuid not null,
  workflow_id uuid not null,
  version integer not null,
  definition jsonb not null,
  plan jsonb not null,
  published_at timestamptz not null default now(),
  published_by uuid not null,
  primary key (tenant_id, workflow_id, version),
  foreign key (tenant_id, workflow_id) references public.workflows (tenant_id, id) on delete cascade
);

alter table public.workflow_versions enable row level security;

create policy select_members on public.workflow_versions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger workflow_versions_stay before update on public.workflow_versions
  for each row execute function app.tg_any__append_only();

comment on table public.workflow_versions is 'What was published, when and by whom; never changed. A run keeps its version to its end.';
comment on column public.workflow_versions.plan is '{first, steps: {id: {kind, options, next, branches: {name: id}}}}: the tree of the definition as the engine walks it; null is the end.';
comment on column public.workflow_versions.published_by is 'Not a foreign key: a version stays what it is.';

revoke all on public.workflow_versions from anon, authenticated;
grant select on public.workflow_versions to authenticated;
grant select, insert, update, delete on public.workflow_versions to service_role;
