-- A time that became free and is offered to those who wait.
create table public.waiting_slots (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  room_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  freed_session_id uuid,
  is_automatic boolean not null,
  status text not null default 'open',
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, room_id) references public.rooms (tenant_id, id) on delete cascade,
  foreign key (tenant_id, freed_session_id) references public.sessions (tenant_id, id) on delete cascade,
  constraint slot_ends_after_it_begins check (ends_at > starts_at),
  constraint slot_status_is_known check (status in ('open', 'filled', 'ended')),
  constraint slot_ended_when_not_open check ((status = 'open') = (ended_at is null))
);

alter table public.waiting_slots enable row level security;

create index waiting_slots_therapist on public.waiting_slots (tenant_id, therapist_id, starts_at);
create index waiting_slots_room on public.waiting_slots (tenant_id, room_id) where room_id is not null;
create index waiting_slots_session on public.waiting_slots (tenant_id, freed_session_id) where freed_session_id is not null;
create unique index waiting_slots_open on public.waiting_slots (tenant_id, therapist_id, starts_at) where status = 'open';

create policy select_members on public.waiting_slots for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.waiting_slots is 'Times on offer: a session was cancelled or moved away (is_automatic), or somebody of the desk offers one.';

-- No write grants: offer_waiting_slot and its siblings decide.
revoke all on public.waiting_slots from anon, authenticated;
grant select on public.waiting_slots to authenticated;
grant select, insert, update, delete on public.waiting_slots to service_role;
