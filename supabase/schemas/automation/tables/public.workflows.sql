create table public.workflows (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  status text not null default 'draft',
  draft jsonb not null,
  draft_version integer not null default 1,
  version integer,
  trigger_kind text,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint status_is_known check (status in ('draft', 'published', 'stopped')),
  constraint name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 80),
  constraint published_has_a_version check ((status = 'draft') = (version is null) and (version is null) = (trigger_kind is null))
);

alter table public.workflows enable row level security;

create policy select_members on public.workflows for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index workflows_trigger on public.workflows (tenant_id, trigger_kind) where status = 'published';
create index workflows_created_by on public.workflows (created_by);

comment on table public.workflows is 'What a clinic lets happen by itself: the draft that is worked on, and the version that runs.';
comment on column public.workflows.draft is '{trigger: {kind, options}, settings: {purpose, max_per_day}, steps: [{id, kind, options, branches: {name: steps}}]}: a tree; after a branch the step after its parent follows.';
comment on column public.workflows.trigger_kind is 'Of the published version.';

-- No write grants: save_workflow, publish_workflow and stop_workflow decide.
revoke all on public.workflows from anon, authenticated;
grant select on public.workflows to authenticated;
grant select, insert, update, delete on public.workflows to service_role;
