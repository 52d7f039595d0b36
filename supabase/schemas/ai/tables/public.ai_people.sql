-- Whom the assistant answers while it is tried out.
create table public.ai_people (
  tenant_id uuid not null,
  thread_id uuid not null,
  added_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table public.ai_people enable row level security;

create policy select_members on public.ai_people for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.ai_people is 'Conversations that the assistant answers in the mode people.';

-- No write grants: set_assistant_person decides.
revoke all on public.ai_people from anon, authenticated;
grant select on public.ai_people to authenticated;
grant select, insert, update, delete on public.ai_people to service_role;
