-- Who was called about a session because nobody had answered the reminder, and what they said.
create table public.session_calls (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  patient_id uuid not null,
  starts_at timestamptz not null,
  outcome text not null,
  status_before text not null,
  noted_by uuid,
  noted_at timestamptz not null default clock_timestamp(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint call_outcome_is_known check (outcome in ('confirmed', 'cancelled', 'no_answer')),
  constraint undone_call_says_by_whom check ((undone_at is null) <= (undone_by is null))
);

alter table public.session_calls enable row level security;

create index session_calls_session on public.session_calls (tenant_id, session_id, patient_id, noted_at desc);
create index session_calls_patient on public.session_calls (tenant_id, patient_id, noted_at desc);

create policy select_members on public.session_calls for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.session_calls is 'What the desk heard when it called somebody who had not answered a reminder.';
comment on column public.session_calls.starts_at is 'The start that was spoken about; a session that moved is another question.';
comment on column public.session_calls.status_before is 'How the person stood in the session: where an undo puts them back.';

-- No write grants: note_session_call and undo_session_call write them.
revoke all on public.session_calls from anon, authenticated;
grant select on public.session_calls to authenticated;
grant select, insert, update, delete on public.session_calls to service_role;
