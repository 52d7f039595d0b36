-- Who waits for a time that is not free yet.
create table public.waiting_list (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  patient_id uuid not null,
  therapist_id uuid,
  session_type_id uuid not null,
  weekdays text[] not null default '{}',
  turns text[] not null default '{}',
  earliest_on date,
  note text,
  is_priority boolean not null default false,
  status text not null default 'waiting',
  since timestamptz not null default now(),
  ended_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint waiting_weekdays_are_known check (weekdays <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
  constraint waiting_turns_are_known check (turns <@ array['morning', 'afternoon', 'evening']),
  constraint waiting_note_fits check (char_length(note) between 1 and 500),
  constraint waiting_status_is_known check (status in ('waiting', 'booked', 'removed')),
  constraint ended_when_it_waits_no_more check ((status = 'waiting') = (ended_at is null))
);

alter table public.waiting_list enable row level security;

create index waiting_list_patient on public.waiting_list (tenant_id, patient_id);
create index waiting_list_therapist on public.waiting_list (tenant_id, therapist_id);
create index waiting_list_type on public.waiting_list (tenant_id, session_type_id);
-- the turn: who is in a hurry first, then whoever waits longest
create index waiting_list_turn on public.waiting_list (tenant_id, is_priority desc, since) where status = 'waiting';

create policy select_members on public.waiting_list for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger waiting_list_touch before update on public.waiting_list
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.waiting_list is 'Who waits for a time, with whom and when they could come. Nothing clinical is here.';
comment on column public.waiting_list.therapist_id is 'therapists.user_id; NULL: with anybody.';
comment on column public.waiting_list.weekdays is 'None: any day.';
comment on column public.waiting_list.turns is 'morning until 12, afternoon until 18, evening; none: any.';

-- No write grants: save_waiting_entry and its siblings decide.
revoke all on public.waiting_list from anon, authenticated;
grant select on public.waiting_list to authenticated;
grant select, insert, update, delete on public.waiting_list to service_role;
