-- What campaigns may do on a kind of channel. Reference data.
create table app.campaign_channels (
  kind text primary key references public.channel_kinds (kind) on delete cascade,
  needs_template boolean not null,
  needs_switch boolean not null,
  most_per_minute integer not null,
  constraint pace_is_positive check (most_per_minute > 0)
);

alter table app.campaign_channels enable row level security;

create policy select_nobody on app.campaign_channels for select to authenticated using (false);

comment on table app.campaign_channels is 'Kinds that carry campaigns; needs_switch: only where the clinic switched it on (campaign_settings.unofficial_since).';
