create table public.workflow_runs (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  workflow_id uuid not null,
  version integer not null,
  event_key text not null,
  occurrence jsonb not null,
  chain uuid[] not null,
  patient_id uuid,
  thread_id uuid,
  session_id uuid,
  state text not null default 'running',
  reason text,
  step_no integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  constraint an_event_starts_a_workflow_once unique (tenant_id, workflow_id, event_key),
  foreign key (tenant_id, workflow_id, version) references public.workflow_versions (tenant_id, workflow_id, version) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  constraint state_is_known check (state in ('running', 'paused', 'done', 'failed', 'stopped', 'skipped')),
  constraint who_is_over_has_an_end check ((state in ('done', 'failed', 'stopped', 'skipped')) = (ended_at is not null))
);

alter table public.workflow_runs enable row level security;

create policy select_members on public.workflow_runs for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index workflow_runs_version on public.workflow_runs (tenant_id, workflow_id, version);
create index workflow_runs_newest on public.workflow_runs (tenant_id, workflow_id, started_at desc, id desc);
create index workflow_runs_latest on public.workflow_runs (tenant_id, started_at desc, id desc);
create index workflow_runs_patient on public.workflow_runs (tenant_id, patient_id) where patient_id is not null;
create index workflow_runs_thread on public.workflow_runs (tenant_id, thread_id) where thread_id is not null;
create index workflow_runs_session on public.workflow_runs (tenant_id, session_id) where session_id is not null;

comment on table public.workflow_runs is 'One walk of one person through one version of a workflow.';
comment on column public.workflow_runs.event_key is 'What started it: the same event starts a workflow once, however often it is told.';
comment on column public.workflow_runs.chain is 'The workflows that brought its event about, and its own: none of them starts from what it does.';
comment on column public.workflow_runs.step_no is 'How many steps it has entered.';

revoke all on public.workflow_runs from anon, authenticated;
grant select on public.workflow_runs to authenticated;
grant select, insert, update, delete on public.workflow_runs to service_role;
