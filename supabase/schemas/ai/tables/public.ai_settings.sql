-- How the assistant of a clinic behaves. No row: it is off.
create table public.ai_settings (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  mode text not null default 'off',
  name text not null default 'Assistente',
  greeting text,
  tone text not null default 'warm',
  hours text not null default 'always',
  custom_hours jsonb not null default '{}',
  monthly_budget_cents integer not null default 5000,
  turns_per_day integer not null default 300,
  person_turns_per_day integer not null default 30,
  quiet_minutes integer not null default 30,
  wait_seconds smallint not null default 6,
  handoff_user_id uuid,
  asks_rating boolean not null default false,
  accepted_at timestamptz,
  accepted_by uuid,
  base_url text,
  model text,
  fallback_model text,
  embedding_model text,
  prompt_price_cents integer not null default 0,
  completion_price_cents integer not null default 0,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  embedding_price_cents integer not null default 0,
  primary key (tenant_id),
  foreign key (tenant_id, handoff_user_id) references public.tenant_members (tenant_id, user_id) on delete cascade,
  constraint assistant_mode_is_known check (mode in ('off', 'test', 'people', 'all')),
  constraint assistant_tone_is_known check (tone in ('warm', 'plain', 'formal')),
  constraint assistant_hours_are_known check (hours in ('always', 'open', 'closed', 'custom')),
  constraint assistant_name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 40),
  constraint assistant_greeting_fits check (char_length(greeting) between 1 and 500),
  constraint assistant_budget_is_sane check (monthly_budget_cents between 0 and 10000000),
  constraint turns_per_day_are_sane check (turns_per_day between 1 and 100000),
  constraint person_turns_are_sane check (person_turns_per_day between 1 and 500),
  constraint quiet_minutes_are_sane check (quiet_minutes between 0 and 1440),
  constraint wait_seconds_are_sane check (wait_seconds between 0 and 60),
  constraint prompt_price_is_sane check (prompt_price_cents between 0 and 1000000),
  constraint completion_price_is_sane check (completion_price_cents between 0 and 1000000),
  constraint embedding_price_is_sane check (embedding_price_cents between 0 and 1000000),
  constraint assistant_endpoint_fits check (char_length(base_url) <= 300 and char_length(model) <= 100
    and char_length(fallback_model) <= 100 and char_length(embedding_model) <= 100)
);

alter table public.ai_settings enable row level security;

create policy select_members on public.ai_settings for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create index ai_settings_handoff_user on public.ai_settings (tenant_id, handoff_user_id) where handoff_user_id is not null;

create trigger ai_settings_touch before update on public.ai_settings
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.ai_settings is 'The assistant of a clinic: off, test (answers nobody), people (those of ai_people) or all. Its key is sealed in app_private.assistant_credentials.';
comment on column public.ai_settings.hours is 'When it answers: always, while the clinic works, while it does not, or in custom_hours.';
comment on column public.ai_settings.quiet_minutes is 'For how long it stays silent after somebody of the clinic wrote.';
comment on column public.ai_settings.wait_seconds is 'What a person writes within so many seconds is answered at once.';
comment on column public.ai_settings.handoff_user_id is 'Who takes over; NULL: whoever has the conversation, or whose turn it is.';
comment on column public.ai_settings.accepted_at is 'When somebody of the clinic accepted that texts are processed by the provider of the model.';
comment on column public.ai_settings.prompt_price_cents is 'Of a million tokens that are sent; completion_price_cents of what comes back, embedding_price_cents of what vectors are made of.';

-- No write grants: save_assistant decides.
revoke all on public.ai_settings from anon, authenticated;
grant select on public.ai_settings to authenticated;
grant select, insert, update, delete on public.ai_settings to service_role;
