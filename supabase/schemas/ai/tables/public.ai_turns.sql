-- What a person wrote in one go, and what the assistant made of it.
create table public.ai_turns (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid,
  is_test boolean not null default false,
  state text not null default 'waiting',
  first_message_id uuid,
  seen_message_id uuid,
  has_more boolean not null default false,
  asked_text text,
  run_at timestamptz not null,
  opened_at timestamptz not null,
  worker uuid,
  leased_until timestamptz,
  attempts smallint not null default 0,
  restarts smallint not null default 0,
  reserved_microcents bigint not null default 0,
  outcome text,
  reason text,
  intent text,
  text text,
  summary text,
  sent_message_id uuid,
  prompt_id uuid,
  model text,
  prompt_tokens integer,
  completion_tokens integer,
  cost_microcents bigint,
  latency_ms integer,
  sources jsonb not null default '[]',
  thumb text,
  thumb_note text,
  thumb_by uuid,
  finished_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, prompt_id) references public.ai_prompts (tenant_id, id) on delete cascade,
  constraint turn_state_is_known check (state in ('waiting', 'thinking', 'answered', 'handed', 'skipped', 'silent', 'failed', 'tested')),
  constraint turn_ends_once check ((finished_at is null) = (state in ('waiting', 'thinking'))),
  constraint turn_has_a_conversation check ((thread_id is null) = is_test),
  constraint thumb_is_known check (thumb in ('up', 'down'))
);

alter table public.ai_turns enable row level security;

-- one turn at a time
create unique index ai_turns_open on public.ai_turns (tenant_id, thread_id) where finished_at is null and thread_id is not null;
create index ai_turns_thread on public.ai_turns (tenant_id, thread_id, opened_at desc, id desc);
create index ai_turns_newest on public.ai_turns (tenant_id, opened_at desc, id desc);
create index ai_turns_prompt on public.ai_turns (tenant_id, prompt_id) where prompt_id is not null;
create policy select_members on public.ai_turns for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.ai_turns is 'waiting (more may come) → thinking (a worker has it) → answered, handed, skipped (it may not answer: reason), silent, failed; tested: of nobody. There is one open turn a conversation.';
comment on column public.ai_turns.worker is 'The attempt that has it; what an earlier one brings is lost.';
comment on column public.ai_turns.has_more is 'The person wrote again while a worker had it; seen_message_id is the last one that it answers.';
comment on column public.ai_turns.cost_microcents is 'Millionths of a cent.';

-- No write grants: begin_turn and finish_turn decide.
revoke all on public.ai_turns from anon, authenticated;
grant select on public.ai_turns to authenticated;
grant select, insert, update, delete on public.ai_turns to service_role;
