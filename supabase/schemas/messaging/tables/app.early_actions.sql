-- A status, edit, delete or reaction that arrived before its message (providers promise no order, and a callback
-- may beat the response of the send it belongs to). Applied as soon as the message is there.
create table app.early_actions (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  action jsonb not null,
  id bigint not null default nextval('app.early_action_numbers'),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);

alter table app.early_actions enable row level security;

create index early_actions_target on app.early_actions (tenant_id, channel_id, provider_message_id);
create index early_actions_age on app.early_actions (created_at);

create policy select_nobody on app.early_actions for select to authenticated using (false);
