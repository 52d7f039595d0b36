-- What somebody booked by the public link, as they typed it.
create table public.online_bookings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  patient_id uuid not null,
  status text not null,
  is_new boolean not null,
  is_first_visit boolean not null,
  full_name text not null,
  social_name text,
  phone text not null,
  message text,
  accepted_text text,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  constraint booking_status_is_known check (status in ('requested', 'booked', 'declined')),
  constraint decided_whole check ((decided_by is null) = (decided_at is null)),
  constraint booked_name_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120),
  constraint booked_social_name_is_one_plain_line check (
    social_name = app.normalize_name(social_name) and char_length(social_name) between 2 and 120),
  constraint booked_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  constraint booking_message_fits check (char_length(message) between 1 and 500)
);

alter table public.online_bookings enable row level security;

create unique index online_bookings_session on public.online_bookings (tenant_id, session_id);
create index online_bookings_patient on public.online_bookings (tenant_id, patient_id);

create policy select_members on public.online_bookings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.online_bookings is 'Sessions that came by the public link: what was typed, and who decided where the desk decides.';
comment on column public.online_bookings.is_new is 'Nobody had this number and name: a patient was written down for it.';
comment on column public.online_bookings.is_first_visit is 'What the person said of themselves; the page offers them the form of a first visit.';
comment on column public.online_bookings.accepted_text is 'The privacy notice as it was accepted.';

-- No write grants: app.book_online and decide_online_booking write them.
revoke all on public.online_bookings from anon, authenticated;
grant select on public.online_bookings to authenticated;
grant select, insert, update, delete on public.online_bookings to service_role;
