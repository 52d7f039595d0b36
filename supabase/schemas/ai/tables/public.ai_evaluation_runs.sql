-- One evaluation of a version, from the wish to the figures.
create table public.ai_evaluation_runs (
  tenant_id uuid not null,
  id uuid not null,
  prompt_id uuid not null,
  state text not null default 'waiting',
  failure text,
  model text,
  total integer not null default 0,
  done integer not null default 0,
  cost_microcents bigint not null default 0,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, prompt_id) references public.ai_prompts (tenant_id, id) on delete cascade,
  constraint evaluation_state_is_known check (state in ('waiting', 'running', 'done', 'cancelled', 'stopped', 'failed')),
  constraint evaluation_ends_once check ((finished_at is null) = (state in ('waiting', 'running'))),
  constraint evaluation_progress_is_not_negative check (total >= 0 and done >= 0 and cost_microcents >= 0)
);

alter table public.ai_evaluation_runs enable row level security;

-- one at a time
create unique index ai_evaluation_runs_open on public.ai_evaluation_runs (tenant_id) where finished_at is null;
create index ai_evaluation_runs_prompt on public.ai_evaluation_runs (tenant_id, prompt_id, created_at desc);

create policy select_leaders on public.ai_evaluation_runs for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_evaluation_runs is 'waiting → running → done (app.record_evaluation has its figures), cancelled by a person, stopped (failure: budget_spent, module_off, not_connected) or failed (the model did not answer). What was measured until then stays.';
comment on column public.ai_evaluation_runs.cost_microcents is 'Millionths of a cent; counted in the month like every turn.';

-- No write grants: start_assistant_evaluation, cancel_assistant_evaluation and the worker decide.
revoke all on public.ai_evaluation_runs from anon, authenticated;
grant select on public.ai_evaluation_runs to authenticated;
grant select, insert, update, delete on public.ai_evaluation_runs to service_role;
