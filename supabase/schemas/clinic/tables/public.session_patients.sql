-- Who takes part: one, a couple, a family, a group. Each has a status and a file of their own.
create table public.session_patients (
  tenant_id uuid not null,
  session_id uuid not null,
  patient_id uuid not null,
  status text not null default 'scheduled' references public.session_statuses (key) on delete restrict,
  position smallint not null default 0,
  arrived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, session_id, patient_id),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade
);

alter table public.session_patients enable row level security;

create index session_patients_patient on public.session_patients (tenant_id, patient_id);
create index session_patients_status on public.session_patients (status);

create policy select_members on public.session_patients for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger session_patients_touch before update on public.session_patients
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_patients is 'Who takes part in a session, and whether they came.';
comment on column public.session_patients.arrived_at is 'Since when they are in the waiting room; it says nothing of the session''s outcome.';

-- No write grants: book_session, join_session, leave_session, set_attendance and set_arrival decide.
revoke all on public.session_patients from anon, authenticated;
grant select on public.session_patients to authenticated;
grant select, insert, update, delete on public.session_patients to service_role;
