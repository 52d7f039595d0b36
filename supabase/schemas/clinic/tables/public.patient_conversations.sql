-- Conversations that somebody linked by hand. One whose number is a patient's is linked by that number alone: also later, and retroactively.
create table public.patient_conversations (
  tenant_id uuid not null,
  thread_id uuid not null,
  patient_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id, patient_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade
);

alter table public.patient_conversations enable row level security;

create index patient_conversations_patient on public.patient_conversations (tenant_id, patient_id);

create policy select_members on public.patient_conversations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.patient_conversations is 'Whose conversation it is, where no number tells: a hidden phone, a mother who writes for her child.';

-- No write grants: link_conversation and unlink_conversation decide.
revoke all on public.patient_conversations from anon, authenticated;
grant select on public.patient_conversations to authenticated;
grant select, insert, update, delete on public.patient_conversations to service_role;
