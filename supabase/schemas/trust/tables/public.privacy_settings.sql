-- The public page by which people ask a clinic about their data. No row: there is none.
create table public.privacy_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  is_page_open boolean not null default false,
  intro text,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint privacy_intro_fits check (char_length(intro) <= 1000)
);

alter table public.privacy_settings enable row level security;

create policy select_admins on public.privacy_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

create trigger privacy_settings_touch before update on public.privacy_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.privacy_settings is 'Whether `/seus-dados/<slug of the clinic>` takes requests of people about their data, and what it says first.';

-- No write grants: save_privacy_page decides.
revoke all on public.privacy_settings from anon, authenticated;
grant select on public.privacy_settings to authenticated;
grant select, insert, update, delete on public.privacy_settings to service_role;
