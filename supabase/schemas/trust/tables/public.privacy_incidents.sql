-- What went wrong with data of people, told to the authority or not: the law wants the log for five years (Res. CD/ANPD 15/2024).
create table public.privacy_incidents (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  title text not null,
  happened_on date,
  known_on date not null,
  due_on date not null,
  data_kinds text,
  people integer,
  description text not null,
  measures text,
  is_grave boolean not null default false,
  authority_told_on date,
  people_told_on date,
  not_told_reason text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, id),
  constraint title_is_one_plain_line check (title = app.normalize_name(title)),
  constraint incident_texts_fit check (char_length(title) >= 3 and char_length(title) <= 200 and char_length(description) >= 3 and char_length(description) <= 4000
    and char_length(data_kinds) <= 500 and char_length(measures) <= 4000 and char_length(not_told_reason) <= 1000),
  constraint people_are_not_negative check (people >= 0),
  constraint known_after_it_happened check (happened_on <= known_on)
);

alter table public.privacy_incidents enable row level security;

create index privacy_incidents_newest on public.privacy_incidents (tenant_id, known_on desc, id);

create policy select_admins on public.privacy_incidents for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger privacy_incidents_touch before update on public.privacy_incidents
  for each row execute function app.tg_any__touch_updated_at();

comment on column public.privacy_incidents.due_on is 'The third business day after it was known: until then a grave one is told to the ANPD and to the people.';

-- No write grants: save_privacy_incident decides, and nobody deletes.
revoke all on public.privacy_incidents from anon, authenticated;
grant select on public.privacy_incidents to authenticated;
grant select, insert, update, delete on public.privacy_incidents to service_role;
