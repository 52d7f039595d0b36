-- What differs from the weekly rules: somebody is away, somebody works more, the clinic is closed.
create table public.agenda_exceptions (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  therapist_id uuid,
  kind text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  room_id uuid,
  title text,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  foreign key (tenant_id, room_id) references public.rooms (tenant_id, id) on delete cascade,
  constraint exception_kind_is_known check (kind in ('absence', 'extra', 'recess')),
  constraint recess_is_of_the_clinic check ((kind = 'recess') = (therapist_id is null)),
  constraint exception_ends_after_it_begins check (ends_at > starts_at and ends_at <= starts_at + interval '400 days'),
  constraint room_is_of_extra_hours check (room_id is null or kind = 'extra'),
  constraint exception_title_is_one_plain_line check (title = app.normalize_name(title) and char_length(title) between 1 and 120)
);

alter table public.agenda_exceptions enable row level security;

create index agenda_exceptions_ends on public.agenda_exceptions (tenant_id, ends_at);
create index agenda_exceptions_therapist on public.agenda_exceptions (tenant_id, therapist_id) where therapist_id is not null;
create index agenda_exceptions_room on public.agenda_exceptions (tenant_id, room_id) where room_id is not null;

create policy select_members on public.agenda_exceptions for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger agenda_exceptions_touch before update on public.agenda_exceptions
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.agenda_exceptions is 'Absences, extra hours and recess. None of them changes a session that is there.';

-- No write grants: save_agenda_exception decides.
revoke all on public.agenda_exceptions from anon, authenticated;
grant select on public.agenda_exceptions to authenticated;
grant select, insert, update, delete on public.agenda_exceptions to service_role;
