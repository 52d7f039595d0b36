-- One message to many people. What is frozen when it starts stands in campaign_recipients.
create table public.campaigns (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  state text not null default 'draft',
  definition jsonb not null,
  version integer not null default 1,
  starts_at timestamptz,
  started_at timestamptz,
  started_by uuid,
  planned_at timestamptz,
  plan_after uuid,
  planned_people integer not null default 0,
  planned_credits integer not null default 0,
  hold_id uuid,
  held_credits integer,
  pause_reason text,
  waits_for text,
  waits_until timestamptz,
  retried_at timestamptz,
  closed_at timestamptz,
  told_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint name_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 80),
  constraint state_is_known check (state in ('draft', 'scheduled', 'running', 'paused', 'stopped', 'finished')),
  constraint definition_is_an_object check (jsonb_typeof(definition) = 'object'),
  constraint scheduled_ones_have_a_moment check (state <> 'scheduled' or starts_at is not null),
  constraint waits_for_is_known check (waits_for in ('hours', 'throttle', 'tier', 'provider')),
  constraint closed_ones_are_over check (closed_at is null or state in ('stopped', 'finished'))
);

alter table public.campaigns enable row level security;

create index campaigns_newest on public.campaigns (tenant_id, created_at desc, id desc);

create policy select_desk on public.campaigns for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create trigger campaigns_touch before update on public.campaigns
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.campaigns is 'Bulk messages: who gets which words when. A campaign is written by one worker at a time, which holds its row.';
comment on column public.campaigns.definition is '{purpose, audience, variants, share_b, per_minute, hour_from, hour_to, confirms_offer}, as app.checked_campaign leaves it.';
comment on column public.campaigns.plan_after is 'Up to whom the audience was written down; planned_at says that all of it was.';
comment on column public.campaigns.hold_id is 'The hold of credits of this run; "send again" makes another. held_credits is NULL until it was made.';
comment on column public.campaigns.pause_reason is 'Why it was paused by itself, as a code; NULL when a person paused it.';
comment on column public.campaigns.waits_for is 'Why nothing goes although it runs: hours, the pace, the tier of the number, or a provider that does not take messages.';

-- No write grants: save_campaign and its neighbours decide.
revoke all on public.campaigns from anon, authenticated;
grant select on public.campaigns to authenticated;
grant select, insert, update, delete on public.campaigns to service_role;
