-- What happened to a session, by whom: the history of its panel, and the seam for notices.
create table app.session_events (
  tenant_id uuid not null,
  id bigint not null default nextval('app.session_event_numbers'),
  session_id uuid not null,
  kind text not null,
  actor_id uuid references public.profiles (id) on delete set null,
  before jsonb,
  after jsonb,
  created_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, session_id) references public.sessions (tenant_id, id) on delete cascade,
  constraint session_event_kind_is_known check (
    kind in ('booked', 'moved', 'changed', 'status', 'cancelled', 'joined', 'left'))
);

alter table app.session_events enable row level security;

create index session_events_session on app.session_events (tenant_id, session_id, id desc);
create index session_events_moment on app.session_events (tenant_id, created_at desc, id desc);
create index session_events_actor on app.session_events (actor_id);

-- read through get_session only
create policy select_nobody on app.session_events for select to authenticated using (false);

comment on table app.session_events is 'Every change of a session with what it was before and after, written in its transaction.';
comment on column app.session_events.due_at is 'When the grace period of the clinic is over: who is told of it is told then, and of all changes at once.';

grant select, insert, update, delete on app.session_events to service_role;
