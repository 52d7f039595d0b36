-- How strangers book at a clinic by its public link. No row: they do not.
create table public.booking_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  is_open boolean not null default false,
  slug text not null,
  needs_approval boolean not null default false,
  notice_hours smallint not null default 12,
  horizon_weeks smallint not null default 8,
  buffer_before smallint not null default 0,
  buffer_after smallint not null default 0,
  daily_limit smallint,
  change_hours smallint not null default 24,
  offers_intake boolean not null default true,
  welcome_text text,
  privacy_text text,
  updated_at timestamptz not null default now(),
  primary key (tenant_id),
  constraint booking_slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 8 and 80),
  constraint notice_is_sane check (notice_hours between 0 and 336),
  constraint horizon_is_sane check (horizon_weeks between 1 and 26),
  constraint buffer_before_is_short check (buffer_before between 0 and 120),
  constraint buffer_after_is_short check (buffer_after between 0 and 120),
  constraint daily_limit_is_sane check (daily_limit between 1 and 50),
  constraint change_limit_is_sane check (change_hours between 0 and 336),
  constraint booking_texts_fit check (char_length(welcome_text) <= 1000 and char_length(privacy_text) <= 3000)
);

alter table public.booking_settings enable row level security;

create policy select_members on public.booking_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger booking_settings_touch before update on public.booking_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.booking_settings is 'Online booking of a clinic: whether it is open, under which link, and its rules.';
comment on column public.booking_settings.slug is 'The last part of the public address; a new one ends the one before.';
comment on column public.booking_settings.needs_approval is 'What is booked online takes its time at once, and the desk accepts or declines it.';
comment on column public.booking_settings.notice_hours is 'How long before its beginning a time can still be booked.';
comment on column public.booking_settings.buffer_before is 'Minutes that stay free before a session that is booked online.';
comment on column public.booking_settings.daily_limit is 'Sessions that a therapist gets by the link on one day; NULL: as many as fit.';
comment on column public.booking_settings.change_hours is 'Until how many hours before the session its link moves and cancels it.';

-- No write grants: save_booking_settings and rotate_booking_link decide.
revoke all on public.booking_settings from anon, authenticated;
grant select on public.booking_settings to authenticated;
grant select, insert, update, delete on public.booking_settings to service_role;
