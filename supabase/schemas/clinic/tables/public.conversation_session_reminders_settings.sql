-- Whether sessions are reminded of, when and in which words; without a row they are not.
create table public.conversation_session_reminders_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  is_on boolean not null default false,
  windows jsonb not null,
  quiet_from time not null default '21:00',
  quiet_to time not null default '07:00',
  skip_when_confirmed boolean not null default false,
  updated_at timestamptz not null default now(),
  holdout_percent smallint not null default 0,
  primary key (tenant_id),
  constraint reminder_windows_are_a_list check (jsonb_typeof(windows) = 'array' and jsonb_array_length(windows) between 1 and 5),
  constraint holdout_is_a_small_share check (holdout_percent between 0 and 20)
);

alter table public.conversation_session_reminders_settings enable row level security;

create policy select_members on public.conversation_session_reminders_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

comment on table public.conversation_session_reminders_settings is 'How a clinic reminds people of their sessions.';
comment on column public.conversation_session_reminders_settings.windows is
  '[{minutes before the session, text, template: {id, variables}|null, since}], the longest first. What was due before since is not made up for.';
comment on column public.conversation_session_reminders_settings.quiet_from is 'By the clock of the clinic nothing goes out from here until quiet_to; equal ones mean that there are no quiet hours.';
comment on column public.conversation_session_reminders_settings.holdout_percent is
  'Share of sessions that get no reminder, so that the effect of reminders can be measured: get_reminder_effect.';

-- No write grants: save_session_reminder_settings writes them.
revoke all on public.conversation_session_reminders_settings from anon, authenticated;
grant select on public.conversation_session_reminders_settings to authenticated;
grant select, insert, update, delete on public.conversation_session_reminders_settings to service_role;
