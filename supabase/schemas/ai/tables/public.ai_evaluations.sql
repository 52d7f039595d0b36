-- How a version did with a set of cases.
create table public.ai_evaluations (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  prompt_id uuid not null,
  set text not null,
  model text,
  cases integer not null,
  figures jsonb not null,
  misses jsonb not null default '[]',
  evaluated_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, prompt_id) references public.ai_prompts (tenant_id, id) on delete cascade,
  constraint evaluation_has_cases check (cases > 0),
  constraint figures_are_an_object check (jsonb_typeof(figures) = 'object')
);

alter table public.ai_evaluations enable row level security;

create policy select_leaders on public.ai_evaluations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

create index ai_evaluations_prompt on public.ai_evaluations (tenant_id, prompt_id, evaluated_at desc);

comment on table public.ai_evaluations is 'figures {name: share between 0 and 1}; app.ai_bars says what a version must reach.';

-- No write grants: app.record_evaluation decides.
revoke all on public.ai_evaluations from anon, authenticated;
grant select on public.ai_evaluations to authenticated;
grant select, insert, update, delete on public.ai_evaluations to service_role;
