create table public.sessions (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid not null,
  room_id uuid,
  session_type_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  during tstzrange not null generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
  status text not null default 'scheduled' references public.session_statuses (key) on delete restrict,
  blocks_time boolean not null,
  is_online boolean not null default false,
  online_url text,
  price_cents integer,
  capacity smallint not null default 1,
  charges_once boolean,
  title text,
  note text,
  series_id uuid,
  slot_date date,
  squeezed_in_by uuid,
  squeezed_in_at timestamptz,
  squeezed_in_reason text,
  cancel_reason text,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, room_id) references public.rooms (tenant_id, id) on delete cascade,
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  foreign key (tenant_id, series_id) references public.session_series (tenant_id, id) on delete cascade,
  constraint session_ends_after_it_begins check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  constraint session_price_is_not_negative check (price_cents between 0 and 100000000),
  constraint session_capacity_is_sane check (capacity between 1 and 100),
  constraint slot_belongs_to_a_series check ((series_id is null) = (slot_date is null)),
  constraint squeeze_in_is_whole check (
    (squeezed_in_at is null) = (squeezed_in_by is null) and (squeezed_in_at is null) = (squeezed_in_reason is null)),
  constraint online_url_is_a_link check (online_url ~ '^https?://[^\s]{3,}$' and char_length(online_url) <= 500),
  constraint session_title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 1 and 120),
  constraint session_note_fits check (char_length(note) between 1 and 500),
  constraint squeezed_in_reason_fits check (char_length(squeezed_in_reason) between 1 and 200),
  constraint cancel_reason_fits check (char_length(cancel_reason) between 1 and 200),
  -- at the end of a statement, so that a whole series moves at once
  constraint therapist_is_free exclude using gist (tenant_id with =, therapist_id with =, during with &&)
    where (blocks_time) deferrable initially immediate,
  constraint room_is_free exclude using gist (tenant_id with =, room_id with =, during with &&)
    where (blocks_time and room_id is not null) deferrable initially immediate
);

alter table public.sessions enable row level security;

create index sessions_starts on public.sessions (tenant_id, starts_at);
create index sessions_therapist on public.sessions (tenant_id, therapist_id, starts_at);
create index sessions_room on public.sessions (tenant_id, room_id, starts_at) where room_id is not null;
create index sessions_type on public.sessions (tenant_id, session_type_id);
create index sessions_status on public.sessions (status);
-- one session of a slot
create unique index sessions_slot on public.sessions (tenant_id, series_id, slot_date) where series_id is not null;

create policy select_members on public.sessions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger sessions_touch before update on public.sessions
  for each row execute function app.tg_any__touch_updated_at();

create trigger sessions_block_time before insert or update of status, squeezed_in_at on public.sessions
  for each row execute function app.tg_sessions__block_time();

comment on table public.sessions is 'The agenda: when somebody is seen, by whom, where, and what became of it. Nothing clinical is here.';
comment on column public.sessions.therapist_id is 'therapists.user_id.';
comment on column public.sessions.blocks_time is 'Whether nobody else may have this time of therapist and room: by its status, unless it was squeezed in.';
comment on column public.sessions.charges_once is 'Null: as its type says.';
comment on column public.sessions.slot_date is 'The day on which the series has it, also after it was moved.';
comment on column public.sessions.note is 'For the reception: nothing clinical.';
comment on column public.sessions.version is 'Rises with every change: who moves an older one is told.';

-- No write grants: book_session and its siblings decide.
revoke all on public.sessions from anon, authenticated;
grant select on public.sessions to authenticated;
grant select, insert, update, delete on public.sessions to service_role;
