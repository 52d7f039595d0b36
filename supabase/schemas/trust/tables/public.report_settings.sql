create table public.report_settings (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  answer_target_minutes integer not null default 60,
  updated_at timestamptz not null default now(),
  constraint target_is_sensible check (answer_target_minutes between 5 and 960)
);

alter table public.report_settings enable row level security;

create policy select_members on public.report_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger report_settings_touch before update on public.report_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.report_settings is 'What a clinic promises itself; without a row, an hour.';
comment on column public.report_settings.answer_target_minutes is 'A first answer in fewer minutes is within the target. Those that save_report_settings takes are edges of slots, so that the share is exact.';

-- No write grants: save_report_settings writes it.
revoke all on public.report_settings from anon, authenticated;
grant select on public.report_settings to authenticated;
grant select, insert, update, delete on public.report_settings to service_role;
