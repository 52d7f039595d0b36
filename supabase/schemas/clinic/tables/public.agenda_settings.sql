create table public.agenda_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  grace_minutes smallint not null default 3,
  week_starts_on text not null default 'mon',
  grid_from time not null default '07:00',
  grid_until time not null default '20:00',
  slot_minutes smallint not null default 30,
  updated_at timestamptz not null default now(),
  constraint grace_is_short check (grace_minutes between 0 and 60),
  constraint week_starts_on_is_known check (week_starts_on in ('mon', 'sun')),
  constraint grid_has_hours check (grid_until > grid_from),
  constraint slot_minutes_are_known check (slot_minutes >= 5 and 60 % slot_minutes = 0)
);

alter table public.agenda_settings enable row level security;

create policy select_members on public.agenda_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger agenda_settings_touch before update on public.agenda_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.agenda_settings is 'How a clinic''s agenda looks and how long a change may be taken back before anybody is told. No row: the defaults.';

-- No write grants: save_agenda_settings decides.
revoke all on public.agenda_settings from anon, authenticated;
grant select on public.agenda_settings to authenticated;
grant select, insert, update, delete on public.agenda_settings to service_role;
