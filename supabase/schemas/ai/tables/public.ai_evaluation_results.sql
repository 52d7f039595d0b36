-- What a version made of one case.
create table public.ai_evaluation_results (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  run_id uuid not null,
  position integer not null,
  standard_key text references app.ai_standard_cases (key) on delete cascade,
  case_id uuid,
  attempts smallint not null default 0,
  outcome text,
  reason text,
  intent text,
  answer text,
  sources jsonb not null default '[]',
  tools text[] not null default '{}',
  marks jsonb,
  is_right boolean,
  cost_microcents bigint,
  latency_ms integer,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, run_id) references public.ai_evaluation_runs (tenant_id, id) on delete cascade,
  foreign key (tenant_id, case_id) references public.ai_cases (tenant_id, id) on delete cascade,
  constraint result_is_of_one_case check ((standard_key is null) <> (case_id is null)),
  constraint case_is_in_a_run_once unique (tenant_id, run_id, position),
  constraint result_is_marked check ((done_at is null) = (is_right is null))
);

alter table public.ai_evaluation_results enable row level security;

create index ai_evaluation_results_case on public.ai_evaluation_results (tenant_id, case_id) where case_id is not null;
create index ai_evaluation_results_standard on public.ai_evaluation_results (standard_key) where standard_key is not null;

create policy select_leaders on public.ai_evaluation_results for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_evaluation_results is 'One row a case from the start of a run on. While a worker thinks about it there is a turn of nobody (ai_turns) with the same id. The text of a case is in the case alone: who is erased takes it along.';
comment on column public.ai_evaluation_results.marks is '{intent, handoff, answered, attack, source: boolean}: what the case asks for, and whether it was so.';
comment on column public.ai_evaluation_results.attempts is 'How often the model did not answer; the third time it counts as wrong.';

-- No write grants: the worker decides.
revoke all on public.ai_evaluation_results from anon, authenticated;
grant select on public.ai_evaluation_results to authenticated;
grant select, insert, update, delete on public.ai_evaluation_results to service_role;
