-- Who has an agenda. It outlives the membership: past sessions say whose they were.
create table public.therapists (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  name text not null,
  council text,
  council_region text,
  council_number text,
  color text not null default 'teal',
  supervisor_id uuid,
  is_active boolean not null default true,
  position integer not null default 100,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, supervisor_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint therapist_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 120),
  constraint council_is_known check (council in ('CRM', 'CRP', 'CREFITO', 'CREFONO', 'CRN', 'CRO', 'COREN', 'CRESS', 'CREF', 'CRF', 'other')),
  constraint council_region_is_a_region check (council_region ~ '^[A-Z0-9]{1,2}$'),
  constraint council_number_fits check (council_number ~ '^[0-9A-Z/.-]{1,15}$'),
  constraint council_is_whole check ((council is null) = (council_number is null)),
  constraint therapist_color_is_known check (color in ('gray', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink')),
  constraint supervisor_is_somebody_else check (supervisor_id <> user_id)
);

alter table public.therapists enable row level security;

create index therapists_supervisor on public.therapists (tenant_id, supervisor_id) where supervisor_id is not null;

create policy select_members on public.therapists for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger therapists_touch before update on public.therapists
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.therapists is 'Members who treat: their council and the colour of their agenda. Any active member may be one.';
comment on column public.therapists.user_id is 'The person. No reference to the membership: somebody who left stays in past sessions, no longer active.';
comment on column public.therapists.name is 'As patients read it; begins as the name of the profile.';
comment on column public.therapists.supervisor_id is 'Who countersigns what a trainee writes.';

-- No write grants: save_therapist decides.
revoke all on public.therapists from anon, authenticated;
grant select on public.therapists to authenticated;
grant select, insert, update, delete on public.therapists to service_role;
