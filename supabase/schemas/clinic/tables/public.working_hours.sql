-- When a therapist works, week by week.
create table public.working_hours (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  weekday text not null,
  from_time time not null,
  until_time time not null,
  room_id uuid,
  every_weeks smallint not null default 1,
  counted_from date not null default '2024-01-01',
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, room_id) references public.rooms (tenant_id, id) on delete cascade,
  constraint weekday_is_known check (weekday in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')),
  constraint hours_end_after_they_begin check (until_time > from_time),
  constraint weeks_are_few check (every_weeks between 1 and 8)
);

alter table public.working_hours enable row level security;

create index working_hours_therapist on public.working_hours (tenant_id, therapist_id);
create index working_hours_room on public.working_hours (tenant_id, room_id) where room_id is not null;

create policy select_members on public.working_hours for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.working_hours is 'Weekly rules of a therapist, in the clinic''s time. What lies outside of them can be booked, and the screen says so.';
comment on column public.working_hours.counted_from is 'Any day of a week in which the rule holds; the others follow every so many weeks.';

-- No write grants: save_working_hours decides.
revoke all on public.working_hours from anon, authenticated;
grant select on public.working_hours to authenticated;
grant select, insert, update, delete on public.working_hours to service_role;
