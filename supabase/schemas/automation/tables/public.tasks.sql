-- Something that a person of the team is to do.
create table public.tasks (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  title text not null,
  due_on date not null,
  assignee_id uuid,
  patient_id uuid,
  thread_id uuid,
  run_id uuid,
  done_at timestamptz,
  done_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assignee_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, run_id) references public.workflow_runs (tenant_id, id) on delete cascade,
  constraint title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 1 and 300)
);

alter table public.tasks enable row level security;

create policy select_members on public.tasks for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index tasks_open on public.tasks (tenant_id, due_on, id) where done_at is null;
create index tasks_assignee on public.tasks (tenant_id, assignee_id) where assignee_id is not null;
create index tasks_patient on public.tasks (tenant_id, patient_id) where patient_id is not null;
create index tasks_thread on public.tasks (tenant_id, thread_id) where thread_id is not null;
create index tasks_run on public.tasks (tenant_id, run_id) where run_id is not null;
create index tasks_done_by on public.tasks (done_by);

comment on table public.tasks is 'What workflows ask people to do; list_tasks shows what is open, finish_task closes it.';
comment on column public.tasks.assignee_id is 'NULL: whoever has the time.';

revoke all on public.tasks from anon, authenticated;
grant select on public.tasks to authenticated;
grant select, insert, update, delete on public.tasks to service_role;
