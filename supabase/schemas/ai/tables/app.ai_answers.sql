-- Answers that were found, for whoever asks the same within a day.
create table app.ai_answers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  question text not null,
  version bigint not null,
  answer jsonb not null,
  expires_at timestamptz not null,
  primary key (tenant_id, question)
);

alter table app.ai_answers enable row level security;

create index ai_answers_expiry on app.ai_answers (expires_at);

create policy select_nobody on app.ai_answers for select to authenticated using (false);

comment on table app.ai_answers is 'Kept for 24 hours by the question as app.question_key has it; one of an earlier version of the knowledge no longer counts.';

-- No grants: kept_answer and keep_answer.
revoke all on app.ai_answers from anon, authenticated;
