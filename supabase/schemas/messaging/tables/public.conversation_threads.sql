create table public.conversation_threads (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  thread_key text not null,
  channel text not null default 'whatsapp',
  contact_name text,
  name_source text,
  phone text,
  reply_address text,
  status text not null default 'open',
  unread_count integer not null default 0,
  waiting_since timestamptz,
  last_message_id uuid,
  last_message_at timestamptz not null default now(),
  last_message_preview text,
  last_message_kind text,
  last_message_direction text,
  last_message_status text,
  last_reaction jsonb,
  last_inbound_at timestamptz,
  assigned_to uuid,
  assigned_at timestamptz,
  opted_out boolean not null default false,
  is_group boolean not null default false,
  tag_ids uuid[] not null default '{}',
  board_column text not null default 'new',
  status_reason text,
  snoozed_at timestamptz,
  snoozed_until timestamptz,
  blocked_at timestamptz,
  next_scheduled_at timestamptz,
  picture_path text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assigned_to) references public.tenant_members (tenant_id, user_id) on delete restrict,
  -- few checks: Postgres prepares each of them anew for every statement, and every message updates this row
  constraint status_is_known check (status in ('open', 'finished')),
  constraint unread_count_is_not_negative check (unread_count >= 0)
) with (fillfactor = 70);

alter table public.conversation_threads enable row level security;

create index conversation_threads_inbox on public.conversation_threads (tenant_id, status, last_message_at desc, id desc);
create index conversation_threads_assignee on public.conversation_threads (tenant_id, assigned_to, status, last_message_at desc, id desc)
  where assigned_to is not null;

-- who waits or is unread, in one index: the lists and their counts
create index conversation_threads_attention on public.conversation_threads (tenant_id, status, waiting_since, id)
  where unread_count > 0 or waiting_since is not null;

-- a page of one column of the board
create index conversation_threads_board on public.conversation_threads (tenant_id, board_column, last_message_at desc, id desc)
  where status = 'open';

-- how many are finished, without a look at their rows: years of them
create index conversation_threads_finished on public.conversation_threads (tenant_id)
  where status = 'finished' and snoozed_until is null and blocked_at is null;

create index conversation_threads_snoozed on public.conversation_threads (tenant_id, snoozed_until, id)
  where snoozed_until is not null;

create index conversation_threads_blocked on public.conversation_threads (tenant_id, last_message_at desc, id desc)
  where blocked_at is not null;

create policy select_members on public.conversation_threads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

create trigger conversation_threads_index_words_of_new after insert on public.conversation_threads
  for each row execute function app.tg_conversation_threads__index_words();

create trigger conversation_threads_index_words after update of contact_name, phone on public.conversation_threads
  for each row when (old.contact_name is distinct from new.contact_name or old.phone is distinct from new.phone)
  execute function app.tg_conversation_threads__index_words();

create trigger conversation_threads_index_words_of_deleted after delete on public.conversation_threads
  for each row execute function app.tg_conversation_threads__index_words();

create trigger conversation_threads_note_status after update of status on public.conversation_threads
  for each row when (old.status is distinct from new.status) execute function app.tg_conversation_threads__note_status();

create trigger conversation_threads_notify_message after update of unread_count on public.conversation_threads
  for each row when (new.unread_count > old.unread_count and new.last_message_direction = 'inbound'
    and new.last_message_id is distinct from old.last_message_id)
  execute function app.tg_conversation_threads__notify_message();

create trigger conversation_threads_notify_assignment after update of assigned_to on public.conversation_threads
  for each row when (new.assigned_to is not null and new.assigned_to is distinct from old.assigned_to)
  execute function app.tg_conversation_threads__notify_assignment();

create trigger conversation_threads_close_notifications after update of unread_count on public.conversation_threads
  for each row when (old.unread_count > 0 and new.unread_count = 0)
  execute function app.tg_conversation_threads__close_notifications();
create trigger conversation_threads_note_move after update of board_column, snoozed_until, blocked_at on public.conversation_threads
  for each row when (old.board_column <> new.board_column or old.snoozed_until is distinct from new.snoozed_until
    or (old.blocked_at is null) <> (new.blocked_at is null))
  execute function app.tg_conversation_threads__note_move();

comment on table public.conversation_threads is 'One row a conversation: everything that a list shows, so that a page is one index range. Every message updates it, so it has few indexes: a key is found through conversation_addresses, whose primary key also keeps keys unique.';
comment on column public.conversation_threads.name_source is 'Where contact_name is from: person (typed here), address_book, group, business or profile; app.name_rank says which goes before which.';
comment on column public.conversation_threads.waiting_since is 'Moment of the person''s first message that nobody of the clinic has answered; NULL when nobody waits. Kept with every message; app.waiting_since tells it from the messages.';
comment on column public.conversation_threads.last_reaction is '{emoji, by, at, message_id, kind, preview} of the latest reaction that was not taken back: lists show it while it is newer than the last message.';
comment on column public.conversation_threads.reply_address is 'Exact provider address of the person (JID or whatsapp:+…); WhatsApp may know a Brazilian mobile without its ninth digit.';
comment on column public.conversation_threads.tag_ids is 'Mirrors conversation_thread_tags.';
comment on column public.conversation_threads.board_column is 'Column of the board while it is open: new, in_progress or waiting_contact (app.column_after); a finished one stands in the column finished.';
comment on column public.conversation_threads.status_reason is 'Why it was finished, in the words of whoever did it.';
comment on column public.conversation_threads.snoozed_until is 'Sleeps until then, or until the person or a colleague writes; lists leave it out meanwhile.';
comment on column public.conversation_threads.blocked_at is 'What the person writes is kept, but nobody is told of it and nobody waits.';
comment on column public.conversation_threads.next_scheduled_at is 'Mirrors the next of its scheduled_messages.';
comment on column public.conversation_threads.picture_path is 'Where the profile picture lies in whatsapp-media; NULL: initials.';
comment on column public.conversation_threads.updated_at is 'Moment of the change itself, not of its transaction: of two snapshots of a row the newer one has the later.';

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_threads from anon, authenticated;
grant select on public.conversation_threads to authenticated;
grant select, insert, update, delete on public.conversation_threads to service_role;
