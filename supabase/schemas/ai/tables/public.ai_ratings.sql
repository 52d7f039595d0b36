-- How somebody found it, asked once their conversation was finished.
create table public.ai_ratings (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  user_id uuid,
  is_of_assistant boolean not null default false,
  prompt_id uuid,
  state text not null default 'waiting',
  reason text,
  run_at timestamptz not null,
  message_id uuid,
  asked_at timestamptz,
  rating smallint,
  rated_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, prompt_id) references public.ai_prompts (tenant_id, id) on delete cascade,
  constraint rating_state_is_known check (state in ('waiting', 'asked', 'rated', 'skipped')),
  constraint rating_is_one_to_five check (rating between 1 and 5),
  constraint rated_has_a_rating check ((state = 'rated') = (rating is not null) and (rating is null) = (rated_at is null))
);

alter table public.ai_ratings enable row level security;

create index ai_ratings_thread on public.ai_ratings (tenant_id, thread_id, created_at desc);
create index ai_ratings_rated on public.ai_ratings (tenant_id, rated_at) where rating is not null;
create index ai_ratings_prompt on public.ai_ratings (tenant_id, prompt_id) where prompt_id is not null;

create policy select_leaders on public.ai_ratings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor'])));

comment on table public.ai_ratings is 'waiting (run_at) → asked → rated; or skipped: reason. One question a person in thirty days.';
comment on column public.ai_ratings.user_id is 'Who had the conversation when it was finished.';
comment on column public.ai_ratings.is_of_assistant is 'The assistant answered in it; prompt_id: with which instructions.';

-- No write grants: the trigger of finished conversations and ask_rating decide.
revoke all on public.ai_ratings from anon, authenticated;
grant select on public.ai_ratings to authenticated;
grant select, insert, update, delete on public.ai_ratings to service_role;
