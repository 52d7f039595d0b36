-- What became of each notice: the message, or why there is none.
create table public.session_notices (
  tenant_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  session_ids uuid[] not null,
  body text not null,
  message_id uuid,
  skipped text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint was_sent_or_skipped check ((message_id is null) <> (skipped is null)),
  constraint is_about_sessions check (cardinality(session_ids) > 0)
);

alter table public.session_notices enable row level security;

create index session_notices_patient on public.session_notices (tenant_id, patient_id, created_at desc);

create policy select_members on public.session_notices for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.session_notices is 'Notices about sessions that were booked, moved or cancelled; one for all changes of a patient within the grace period.';
comment on column public.session_notices.skipped is 'Why no message was written: the code of the refusal, or no_conversation.';

-- No write grants: send_session_notice writes them.
revoke all on public.session_notices from anon, authenticated;
grant select on public.session_notices to authenticated;
grant select, insert, update, delete on public.session_notices to service_role;
