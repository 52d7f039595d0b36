-- One row for each person, session, window and start: it is the claim, and says what became of it.
create table public.conversation_session_reminders_logs (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  patient_id uuid not null,
  window_minutes integer not null,
  starts_at timestamptz not null,
  due_at timestamptz not null,
  useless_at timestamptz not null,
  state text not null default 'waiting',
  reason text,
  retry_at timestamptz not null,
  sent_at timestamptz,
  thread_id uuid,
  message_id uuid,
  cost integer,
  answer text,
  answered_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  is_measured boolean not null default false,
  primary key (tenant_id, id),
  constraint reminder_is_claimed_once unique (tenant_id, session_id, patient_id, window_minutes, starts_at),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint reminder_state_is_known check (state in ('waiting', 'sent', 'skipped')),
  constraint reminder_answer_is_known check (answer in ('confirmed', 'cancelled')),
  constraint sent_reminder_has_its_message check ((state = 'sent') <= (message_id is not null and sent_at is not null)),
  constraint skipped_reminder_says_why check ((state = 'skipped') <= (reason is not null))
);

alter table public.conversation_session_reminders_logs enable row level security;

create index session_reminders_waiting on public.conversation_session_reminders_logs (tenant_id, retry_at) where state = 'waiting';
create index session_reminders_thread on public.conversation_session_reminders_logs (tenant_id, thread_id, sent_at desc) where state = 'sent';
create index session_reminders_message on public.conversation_session_reminders_logs (tenant_id, message_id) where message_id is not null;
create index session_reminders_patient on public.conversation_session_reminders_logs (tenant_id, patient_id);
create index session_reminders_due on public.conversation_session_reminders_logs (tenant_id, due_at desc, id);

create policy select_members on public.conversation_session_reminders_logs for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_session_reminders_logs is 'Reminders that fell due: waiting, sent, or why they did not go. What is not due yet is read from sessions.';
comment on column public.conversation_session_reminders_logs.starts_at is 'The start that the reminder names; a session that moved has reminders of its own for the new one.';
comment on column public.conversation_session_reminders_logs.useless_at is 'When the next shorter window is due, or half an hour before the session: nobody is reminded from then on.';
comment on column public.conversation_session_reminders_logs.reason is 'Why it did not go, or does not go yet: a code.';
comment on column public.conversation_session_reminders_logs.cost is 'Credits that the message took.';
comment on column public.conversation_session_reminders_logs.is_measured is 'It fell due while a share was held out: it counts in get_reminder_effect.';

-- No write grants: send_session_reminders writes them.
revoke all on public.conversation_session_reminders_logs from anon, authenticated;
grant select on public.conversation_session_reminders_logs to authenticated;
grant select, insert, update, delete on public.conversation_session_reminders_logs to service_role;
