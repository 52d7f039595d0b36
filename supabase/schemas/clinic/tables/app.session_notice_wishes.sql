-- What a patient has to be told once the grace period is over: how a session stood when they were last told.
create table app.session_notice_wishes (
  tenant_id uuid not null,
  patient_id uuid not null,
  session_id uuid not null,
  told jsonb not null,
  due_at timestamptz not null,
  link text,
  primary key (tenant_id, patient_id, session_id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade
);

alter table app.session_notice_wishes enable row level security;

create index session_notice_wishes_session on app.session_notice_wishes (tenant_id, session_id);

create policy select_nobody on app.session_notice_wishes for select to authenticated using (false);

comment on table app.session_notice_wishes is 'Changes of sessions that a patient was not told of yet. The notice compares what was told with how the session stands when it is sent, so what was undone meanwhile is not told.';
comment on column app.session_notice_wishes.told is '{starts_at, therapist_id, is_online, stands: whether the patient was to come}.';
comment on column app.session_notice_wishes.link is 'The address of an online booking, which its first notice says; it is kept nowhere else, and goes with the wish.';
