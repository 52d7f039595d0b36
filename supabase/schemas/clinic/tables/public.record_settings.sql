-- How a clinic keeps its records; without a row, the defaults.
create table public.record_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  keep_years integer not null default 20,
  break_glass_minutes integer not null default 60,
  break_glass_roles text[] not null default array['supervisor', 'therapist'],
  updated_at timestamptz not null default now(),
  -- Lei 13.787/2018, art. 6: never shorter
  constraint kept_as_long_as_the_law_says check (keep_years between 20 and 100),
  constraint break_glass_is_short check (break_glass_minutes between 5 and 480),
  -- the reception is none of them, and nobody is who does not treat
  constraint break_glass_roles_are_known check (break_glass_roles <@ array['owner', 'admin', 'supervisor', 'therapist'])
);

alter table public.record_settings enable row level security;

create policy select_members on public.record_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger record_settings_touch before update on public.record_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.record_settings is 'How long records are kept, and who of those who treat may open one of others in an emergency.';

-- No write grants: save_record_settings decides.
revoke all on public.record_settings from anon, authenticated;
grant select on public.record_settings to authenticated;
grant select, insert, update, delete on public.record_settings to service_role;
