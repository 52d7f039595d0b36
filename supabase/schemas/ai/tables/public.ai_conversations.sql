-- What the assistant knows of a conversation.
create table public.ai_conversations (
  tenant_id uuid not null,
  thread_id uuid not null,
  state text not null default 'on',
  reason text,
  summary text,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  failed_turns smallint not null default 0,
  introduced_at timestamptz,
  prompt_id uuid,
  rating_asked_at timestamptz,
  rating smallint,
  rated_at timestamptz,
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, prompt_id) references public.ai_prompts (tenant_id, id) on delete cascade,
  constraint assistant_state_is_known check (state in ('on', 'paused', 'locked')),
  constraint rating_is_of_five check (rating between 1 and 5),
  constraint assistant_summary_fits check (char_length(summary) <= 1000)
);

alter table public.ai_conversations enable row level security;

create policy select_members on public.ai_conversations for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index ai_conversations_prompt on public.ai_conversations (tenant_id, prompt_id) where prompt_id is not null;

comment on table public.ai_conversations is 'locked: handed to a person, until one releases it; paused: switched off by one. summary and reason are of the latest handover.';
comment on column public.ai_conversations.prompt_id is 'The version that answers here, as long as it is active.';
comment on column public.ai_conversations.introduced_at is 'When the person was told that an assistant answers.';

-- No write grants: the assistant and set_conversation_assistant decide.
revoke all on public.ai_conversations from anon, authenticated;
grant select on public.ai_conversations to authenticated;
grant select, insert, update, delete on public.ai_conversations to service_role;
