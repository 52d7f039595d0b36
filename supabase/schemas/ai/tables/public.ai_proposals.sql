-- What the assistant would do once the person says yes.
create table public.ai_proposals (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  thread_id uuid not null,
  turn_id uuid not null,
  patient_id uuid,
  tool text not null,
  args jsonb not null,
  words text not null,
  state text not null default 'open',
  asked_message_id uuid,
  expires_at timestamptz not null,
  answer_message_id uuid,
  result jsonb,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, turn_id) references public.ai_turns (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint proposal_state_is_known check (state in ('open', 'confirmed', 'refused', 'withdrawn', 'expired', 'done', 'failed'))
);

alter table public.ai_proposals enable row level security;

create policy select_members on public.ai_proposals for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

-- one question at a time
create unique index ai_proposals_open on public.ai_proposals (tenant_id, thread_id) where state in ('open', 'confirmed');
create index ai_proposals_thread on public.ai_proposals (tenant_id, thread_id);
create index ai_proposals_turn on public.ai_proposals (tenant_id, turn_id);
create index ai_proposals_patient on public.ai_proposals (tenant_id, patient_id) where patient_id is not null;

comment on table public.ai_proposals is 'open → confirmed (the person''s own yes, in a message after it was asked) → done or failed, once; or refused, withdrawn (another took its place), expired.';

comment on column public.ai_proposals.asked_message_id is 'The message that asked it: only what came later answers it.';

-- No write grants: run_assistant_tool decides.
revoke all on public.ai_proposals from anon, authenticated;
grant select on public.ai_proposals to authenticated;
grant select, insert, update, delete on public.ai_proposals to service_role;
