-- The rule behind sessions that repeat. The sessions are rows: each has its own status, and constraints work on rows.
create table public.session_series (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  room_id uuid,
  session_type_id uuid not null,
  freq text not null,
  weekdays text[] not null,
  nth smallint,
  count smallint,
  until_date date,
  start_date date not null,
  start_time time not null,
  minutes smallint not null,
  skipped date[] not null default '{}',
  parent_id uuid,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, room_id) references public.rooms (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  foreign key (tenant_id, parent_id) references public.session_series (tenant_id, id) on delete cascade,
  constraint freq_is_known check (freq in ('weekly', 'biweekly', 'monthly_nth')),
  constraint weekdays_are_known check (
    weekdays <@ array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] and cardinality(weekdays) between 1 and 7),
  constraint nth_is_of_a_month check ((freq = 'monthly_nth') = (nth is not null) and nth in (-1, 1, 2, 3, 4, 5)),
  constraint count_is_of_a_series check (count between 0 and 200),
  constraint series_ends check (count is not null or until_date is not null)
);

alter table public.session_series enable row level security;

create index session_series_therapist on public.session_series (tenant_id, therapist_id);
create index session_series_room on public.session_series (tenant_id, room_id) where room_id is not null;
create index session_series_type on public.session_series (tenant_id, session_type_id);
create index session_series_parent on public.session_series (tenant_id, parent_id) where parent_id is not null;

create policy select_members on public.session_series for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger session_series_touch before update on public.session_series
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.session_series is 'Weekly, every second week (counted from the Monday of the first), or the nth weekday of each month, at one time of the clinic''s clock.';
comment on column public.session_series.count is 'How many slots, the skipped and cancelled ones included.';
comment on column public.session_series.nth is 'Of the month: 1 to 5, -1 for the last. A month without it has no slot.';
comment on column public.session_series.skipped is 'Days whose slot was left out.';
comment on column public.session_series.parent_id is 'The series that this one went on from, after "this and following" was changed.';

-- No write grants: book_series and move_session decide.
revoke all on public.session_series from anon, authenticated;
grant select on public.session_series to authenticated;
grant select, insert, update, delete on public.session_series to service_role;
