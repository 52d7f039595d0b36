-- How long people waited for the first answer: one row each time that somebody wrote and was answered by a person.
create table app.first_answers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  thread_id uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz not null,
  answered_by uuid,
  business_minutes integer not null,
  primary key (tenant_id, thread_id, asked_at),
  constraint answer_follows_question check (answered_at >= asked_at)
);

alter table app.first_answers enable row level security;

create index first_answers_asked on app.first_answers (tenant_id, asked_at);

create policy select_nobody on app.first_answers for select to authenticated using (false);

comment on table app.first_answers is 'Written when a conversation stops waiting because a person answered. No foreign key: it follows its conversation into another (tg_conversation_addresses__move_answers).';
comment on column app.first_answers.answered_by is 'Who of the clinic; NULL when it was written on the phone.';
comment on column app.first_answers.business_minutes is 'By the hours of the agenda on days on which the clinic works, as they were then.';

grant select, insert, update, delete on app.first_answers to service_role;
