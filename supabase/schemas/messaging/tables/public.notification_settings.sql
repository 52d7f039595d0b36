create table public.notification_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  is_muted boolean not null default false,
  plays_sound boolean not null default true,
  rule text not null default 'all',
  quiet_from time,
  quiet_until time,
  shows_text_in_push boolean not null default false,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint rule_is_known check (rule in ('all', 'unassigned', 'mine', 'mentions')),
  constraint quiet_hours_have_both_ends check ((quiet_from is null) = (quiet_until is null) and coalesce(quiet_from <> quiet_until, true))
);

alter table public.notification_settings enable row level security;

create policy select_own on public.notification_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()) and user_id = (select auth.uid()));

create trigger notification_settings_touch before update on public.notification_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.notification_settings is 'What a person of a clinic wants to be told of, and how; without a row, the defaults.';
comment on column public.notification_settings.is_muted is 'Notifications are kept, and nothing pops up, sounds or is pushed.';
comment on column public.notification_settings.rule is 'Whose messages: all, unassigned (nobody''s and one''s own), mine, or mentions (no messages). Mentions and assignments are always told.';
comment on column public.notification_settings.quiet_from is 'Between quiet_from and quiet_until, in the clinic''s time zone, it is as if muted; it may go over midnight.';
comment on column public.notification_settings.shows_text_in_push is 'Whether the name and the words of a message may leave for the push service of a device.';

-- No write grants: save_notification_settings writes the caller's own.
revoke all on public.notification_settings from anon, authenticated;
grant select on public.notification_settings to authenticated;
grant select, insert, update, delete on public.notification_settings to service_role;
