create table public.workflow_steps (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  position integer not null,
  step_id text not null,
  kind text not null,
  state text not null default 'queued',
  branch text,
  result jsonb not null default '{}',
  error text,
  attempts integer not null default 0,
  entered_at timestamptz not null,
  run_at timestamptz not null,
  finished_at timestamptz,
  message_id uuid,
  primary key (tenant_id, id),
  constraint a_place_of_a_run_is_one_step unique (tenant_id, run_id, position),
  foreign key (tenant_id, run_id) references public.workflow_runs (tenant_id, id) on delete cascade,
  constraint state_is_known check (state in ('queued', 'waiting', 'done', 'skipped', 'failed', 'stopped'))
);

alter table public.workflow_steps enable row level security;

create policy select_members on public.workflow_steps for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.workflow_steps is 'Each step that a run entered, with its job (workflow_step) and what became of it.';
comment on column public.workflow_steps.message_id is 'Not a foreign key: what it cost is found when the message is erased.';

revoke all on public.workflow_steps from anon, authenticated;
grant select on public.workflow_steps to authenticated;
grant select, insert, update, delete on public.workflow_steps to service_role;
