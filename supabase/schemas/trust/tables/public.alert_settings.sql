create table public.alert_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null references app.alert_kinds (kind) on delete cascade,
  is_on boolean not null default true,
  threshold numeric,
  by_email boolean not null default true,
  by_push boolean not null default true,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind)
);

alter table public.alert_settings enable row level security;

create index alert_settings_kind on public.alert_settings (kind);

create policy select_admins on public.alert_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger alert_settings_touch before update on public.alert_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.alert_settings is 'What a clinic wants to be warned of, from where on and how; without a row, what app.alert_kinds says, by everything.';

-- No write grants: save_alert_settings writes them.
revoke all on public.alert_settings from anon, authenticated;
grant select on public.alert_settings to authenticated;
grant select, insert, update, delete on public.alert_settings to service_role;
