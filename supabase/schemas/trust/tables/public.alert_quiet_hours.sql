create table public.alert_quiet_hours (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  quiet_from time,
  quiet_until time,
  updated_at timestamptz not null default now(),
  constraint quiet_hours_have_both_ends check ((quiet_from is null) = (quiet_until is null) and coalesce(quiet_from <> quiet_until, true))
);

alter table public.alert_quiet_hours enable row level security;

create policy select_admins on public.alert_quiet_hours for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger alert_quiet_hours_touch before update on public.alert_quiet_hours
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.alert_quiet_hours is 'Between these hours of the clinic''s zone nobody is told of what is not urgent; both NULL: never quiet; no row: 21:00 to 7:00.';

-- No write grants: save_alert_settings writes them.
revoke all on public.alert_quiet_hours from anon, authenticated;
grant select on public.alert_quiet_hours to authenticated;
grant select, insert, update, delete on public.alert_quiet_hours to service_role;
