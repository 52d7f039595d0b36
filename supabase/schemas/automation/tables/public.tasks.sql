-- Something that a person of the team is to do, or did: tasks, calls and meetings, and what was noted or written.
create table public.tasks (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  kind text not null default 'task' references public.activity_kinds (key) on delete restrict,
  title text not null,
  note text,
  due_on date not null,
  starts_at timestamptz,
  assignee_id uuid,
  patient_id uuid,
  thread_id uuid,
  contact_id uuid,
  company_id uuid,
  deal_id uuid,
  lead_id uuid,
  run_id uuid,
  created_by uuid,
  done_at timestamptz,
  done_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assignee_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, company_id) references public.companies (tenant_id, id) on delete cascade,
  foreign key (tenant_id, deal_id) references public.deals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, lead_id) references public.crm_leads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, run_id) references public.workflow_runs (tenant_id, id) on delete cascade,
  constraint title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 1 and 300),
  constraint note_fits check (char_length(note) <= 4000)
);

alter table public.tasks enable row level security;

create policy select_members on public.tasks for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index tasks_open on public.tasks (tenant_id, due_on, id) where done_at is null;
create index tasks_assignee on public.tasks (tenant_id, assignee_id) where assignee_id is not null;
create index tasks_patient on public.tasks (tenant_id, patient_id) where patient_id is not null;
create index tasks_thread on public.tasks (tenant_id, thread_id) where thread_id is not null;
create index tasks_run on public.tasks (tenant_id, run_id) where run_id is not null;
create index tasks_done on public.tasks (tenant_id, done_at desc, id desc) where done_at is not null;
create index tasks_contact on public.tasks (tenant_id, contact_id) where contact_id is not null;
create index tasks_company on public.tasks (tenant_id, company_id) where company_id is not null;
create index tasks_deal on public.tasks (tenant_id, deal_id) where deal_id is not null;
create index tasks_lead on public.tasks (tenant_id, lead_id) where lead_id is not null;
create index tasks_kind on public.tasks (kind);
create index tasks_done_by on public.tasks (done_by);

comment on table public.tasks is 'What workflows and people ask of people, and what they did for sales (activities); list_tasks and list_activities show it, finish_task closes it.';
comment on column public.tasks.assignee_id is 'NULL: whoever has the time.';

revoke all on public.tasks from anon, authenticated;
grant select on public.tasks to authenticated;
grant select, insert, update, delete on public.tasks to service_role;
