-- Stages of a pipeline, from the left to the right.
create table public.pipeline_stages (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  pipeline_id uuid not null,
  name text not null,
  probability smallint not null default 50,
  rotting_days smallint,
  position integer not null default 0,
  archived_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, pipeline_id) references public.pipelines (tenant_id, id) on delete cascade,
  constraint a_stage_is_of_one_pipeline unique (tenant_id, pipeline_id, id),
  constraint stage_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60),
  constraint probability_is_a_percentage check (probability between 0 and 100),
  constraint rotting_is_some_days check (rotting_days between 1 and 365)
);

alter table public.pipeline_stages enable row level security;

create policy select_desk on public.pipeline_stages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.pipeline_stages is 'Stages of pipelines. probability: how many of a hundred deals that stand here are won. rotting_days: a deal that stands here longer is marked.';

-- No write grants: save_pipeline decides.
revoke all on public.pipeline_stages from anon, authenticated;
grant select on public.pipeline_stages to authenticated;
grant select, insert, update, delete on public.pipeline_stages to service_role;
