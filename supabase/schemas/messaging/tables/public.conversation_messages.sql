create table public.conversation_messages (
  tenant_id uuid not null,
  id uuid not null default app.time_ordered_uuid(),
  thread_id uuid not null,
  channel_id uuid not null,
  provider text not null,
  provider_message_id text,
  client_id uuid,
  direction text not null,
  origin text not null,
  kind text not null,
  body text,
  content jsonb not null default '{}',
  media jsonb,
  reactions jsonb not null default '[]',
  reacted_at jsonb not null default '{}',
  reply_to_id uuid,
  reply_to_provider_id text,
  author_name text,
  opt_effect text,
  sent_by uuid,
  status text not null,
  error_code text,
  error_detail text,
  occurred_at timestamptz not null,
  next_attempt_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  edited_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  media_file_id uuid,
  primary key (tenant_id, id),
  constraint provider_message_is_stored_once unique (tenant_id, channel_id, provider_message_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade,
  constraint origin_is_known check (origin in ('contact', 'app', 'phone', 'automation')),
  constraint status_fits_direction check (
    direction = 'inbound' and status = 'received'
    or direction = 'outbound' and status in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed')
  ),
  constraint body_fits check (char_length(body) <= 65536)
);

alter table public.conversation_messages enable row level security;

create unique index conversation_messages_client on public.conversation_messages (tenant_id, client_id) where client_id is not null;
create index conversation_messages_timeline on public.conversation_messages (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_messages_in_line on public.conversation_messages (tenant_id, thread_id)
  where status in ('queued', 'sending');
create index conversation_messages_failed on public.conversation_messages (tenant_id, occurred_at desc)
  where status = 'failed';

create index conversation_messages_media_file on public.conversation_messages (tenant_id, media_file_id)
  where media_file_id is not null;
-- the gallery of a conversation
create index conversation_messages_with_media on public.conversation_messages (tenant_id, thread_id, occurred_at desc, id desc)
  where media is not null and deleted_at is null;

create policy select_members on public.conversation_messages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_messages_wake_line after update of status on public.conversation_messages
  for each row when (old.status in ('queued', 'sending') and new.status not in ('queued', 'sending'))
  execute function app.tg_conversation_messages__wake_line();

create trigger conversation_messages_fetch_media_of_new after insert on public.conversation_messages
  for each row when (new.media ->> 'state' = 'remote' and new.deleted_at is null)
  execute function app.tg_conversation_messages__fetch_media();
create trigger conversation_messages_fetch_media after update of media on public.conversation_messages
  for each row when (new.media ->> 'state' = 'remote' and old.media ->> 'state' is distinct from 'remote' and new.deleted_at is null)
  execute function app.tg_conversation_messages__fetch_media();
create trigger conversation_messages_forget_media before update of deleted_at on public.conversation_messages
  for each row when (old.deleted_at is null and new.deleted_at is not null and new.media is not null)
  execute function app.tg_conversation_messages__forget_media();
create trigger conversation_messages_release_media after update of media_file_id, deleted_at on public.conversation_messages
  for each row when (old.media_file_id is not null and new.media_file_id is null)
  execute function app.tg_conversation_messages__release_media();
create trigger conversation_messages_release_media_of_removed after delete on public.conversation_messages
  for each row when (old.media_file_id is not null) execute function app.tg_conversation_messages__release_media();

create trigger conversation_messages_keep_words after insert on public.conversation_messages
  referencing new table as added for each statement execute function app.tg_conversation_messages__keep_words();

create trigger conversation_messages_change_words after update of body, deleted_at on public.conversation_messages
  for each row when (old.body is distinct from new.body or old.deleted_at is distinct from new.deleted_at)
  execute function app.tg_conversation_messages__change_words();

comment on table public.conversation_messages is 'Every message, both directions. kind, content and media are described in docs/glossary.md.';
comment on column public.conversation_messages.reacted_at is 'Moment of the latest reaction of each person ({contact, us}, in groups the author''s address; votes in a poll with "vote:" before it), taken back or not: an older one that arrives late loses.';
comment on column public.conversation_messages.opt_effect is 'opt_out or opt_in when the person asked for it (app.opt_effect_of, D4), whatever the message was edited into later.';
comment on column public.conversation_messages.next_attempt_at is 'While it is queued or sending: when it is tried, or looked for, again. A queued one without it waits for an earlier one of its conversation.';
comment on column public.conversation_messages.status is 'Outbound ladder queued < sending < sent < delivered < read; failed only before delivered. Inbound: received.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_messages from anon, authenticated;
grant select on public.conversation_messages to authenticated;
grant select, insert, update, delete on public.conversation_messages to service_role;
