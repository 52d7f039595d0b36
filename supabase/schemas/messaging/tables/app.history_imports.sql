create table app.history_imports (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  channel_id uuid not null,
  state text not null default 'queued',
  since timestamptz not null,
  until timestamptz not null,
  chats_total integer,
  chats_done integer not null default 0,
  messages_stored integer not null default 0,
  messages_refused integer not null default 0,
  last_error text,
  retry_at timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint state_is_known check (state in ('queued', 'running', 'waiting', 'done', 'cancelled', 'failed')),
  constraint ended_when_over check ((finished_at is not null) = (state in ('done', 'cancelled', 'failed')))
);

alter table app.history_imports enable row level security;

create index history_imports_of_channel on app.history_imports (tenant_id, channel_id, created_at desc);
create unique index history_imports_one_open on app.history_imports (tenant_id, channel_id) where finished_at is null;

create policy select_nobody on app.history_imports for select to authenticated using (false);

comment on table app.history_imports is 'What was said before a channel was connected, read from its provider in the background. One row a run; a channel has one open run at most.';
comment on column app.history_imports.state is 'queued: its job has not begun. running. waiting: the provider did not answer, and is asked again at retry_at. done, cancelled, failed: over.';
comment on column app.history_imports.until is 'When it was asked for: what is written later comes by webhook.';
comment on column app.history_imports.messages_refused is 'Messages that could not be stored as their provider has them.';
comment on column app.history_imports.chats_total is 'NULL until the provider listed its chats.';
