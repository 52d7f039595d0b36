-- Conversations (B5). conversation_threads is maintained in the transaction of each message, never computed by grouping.

-- Version 7 of RFC 9562: 48 bits of milliseconds, 12 of the fraction. Ids of messages tell the order of arrival, which
-- decides between two of the same second (WhatsApp counts in seconds), and they stay together in their indexes.
-- In plpgsql, which keeps its plan: a function in SQL that cannot be inlined is parsed anew by every statement.
create function app.time_ordered_uuid()
returns uuid
language plpgsql
volatile
set search_path = ''
as $$
declare
  v_micros bigint := extract(epoch from clock_timestamp()) * 1000000;
begin
  return encode(
    overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(v_micros / 1000) from 3) || int2send((28672 + v_micros % 1000 * 4096 / 1000)::int2) from 1 for 8),
    'hex')::uuid;
end;
$$;
revoke execute on function app.time_ordered_uuid() from public, anon, authenticated;
grant execute on function app.time_ordered_uuid() to service_role;

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
  tags text[] not null default '{}',
  opted_out boolean not null default false,
  is_group boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assigned_to) references public.tenant_members (tenant_id, user_id) on delete set null (assigned_to),
  -- few checks: Postgres prepares each of them anew for every statement, and every message updates this row
  constraint status_is_known check (status in ('open', 'finished')),
  constraint unread_count_is_not_negative check (unread_count >= 0)
) with (fillfactor = 70);
create index conversation_threads_inbox on public.conversation_threads (tenant_id, status, last_message_at desc, id desc);
create index conversation_threads_assignee on public.conversation_threads (tenant_id, assigned_to, status, last_message_at desc, id desc)
  where assigned_to is not null;
-- who waits or is unread, in one index: the lists and their counts
create index conversation_threads_attention on public.conversation_threads (tenant_id, status, waiting_since, id)
  where unread_count > 0 or waiting_since is not null;
comment on table public.conversation_threads is 'One row a conversation: everything that a list shows, so that a page is one index range. Every message updates it, so it has few indexes: a key is found through conversation_addresses, whose primary key also keeps keys unique.';
comment on column public.conversation_threads.name_source is 'Where contact_name is from: person (typed here), address_book, group, business or profile; app.name_rank says which goes before which.';
comment on column public.conversation_threads.waiting_since is 'Moment of the person''s first message that nobody of the clinic has answered; NULL when nobody waits. Kept with every message; app.waiting_since tells it from the messages.';
comment on column public.conversation_threads.last_reaction is '{emoji, by, at, message_id, kind, preview} of the latest reaction that was not taken back: lists show it while it is newer than the last message.';
comment on column public.conversation_threads.reply_address is 'Exact provider address of the person (JID or whatsapp:+…); WhatsApp may know a Brazilian mobile without its ninth digit.';

create table public.conversation_addresses (
  tenant_id uuid not null,
  channel text not null,
  address text not null,
  thread_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, channel, address),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);
create index conversation_addresses_thread on public.conversation_addresses (tenant_id, thread_id);
comment on table public.conversation_addresses is 'Every address of a person on a channel: +E.164, lid:<digits> user:<id of a hidden phone> or group:<jid>. Makes one conversation per person.';

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
create unique index conversation_messages_client on public.conversation_messages (tenant_id, client_id) where client_id is not null;
create index conversation_messages_timeline on public.conversation_messages (tenant_id, thread_id, occurred_at desc, id desc);
create index conversation_messages_in_line on public.conversation_messages (tenant_id, thread_id)
  where status in ('queued', 'sending');
comment on table public.conversation_messages is 'Every message, both directions. kind, content and media are described in docs/glossary.md.';
comment on column public.conversation_messages.reacted_at is 'Moment of the latest reaction of each person ({contact, us}, in groups the author''s address; votes in a poll with "vote:" before it), taken back or not: an older one that arrives late loses.';
comment on column public.conversation_messages.opt_effect is 'opt_out or opt_in when the person asked for it (app.opt_effect_of, D4), whatever the message was edited into later.';
comment on column public.conversation_threads.updated_at is 'Moment of the change itself, not of its transaction: of two snapshots of a row the newer one has the later.';
comment on column public.conversation_messages.next_attempt_at is 'While it is queued or sending: when it is tried, or looked for, again. A queued one without it waits for an earlier one of its conversation.';
comment on column public.conversation_messages.status is 'Outbound ladder queued < sending < sent < delivered < read; failed only before delivered. Inbound: received.';

create table public.conversation_optouts (
  tenant_id uuid not null,
  thread_id uuid not null,
  keyword text,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);
create index conversation_optouts_created_by on public.conversation_optouts (created_by);
comment on table public.conversation_optouts is 'People who asked not to be written to (LGPD art. 18 §2). conversation_threads.opted_out mirrors it for lists.';

-- Words that opt a person out or back in (D4). System words have no clinic.
create table app.opt_words (
  word text primary key,
  effect text not null,
  constraint word_is_normalized check (word = app.normalize_text(word)),
  constraint effect_is_known check (effect in ('opt_out', 'opt_in'))
);
insert into app.opt_words (word, effect) values
  ('parar', 'opt_out'), ('pare', 'opt_out'), ('sair', 'opt_out'), ('stop', 'opt_out'), ('cancelar mensagens', 'opt_out'),
  ('descadastrar', 'opt_out'), ('remover', 'opt_out'), ('nao quero mais', 'opt_out'), ('nao enviar', 'opt_out'),
  ('unsubscribe', 'opt_out'), ('chega', 'opt_out'), ('cancelar inscricao', 'opt_out'), ('nao quero receber', 'opt_out'),
  ('stop all', 'opt_out'),
  ('voltar', 'opt_in'), ('retornar', 'opt_in'), ('reativar', 'opt_in'), ('restart', 'opt_in');
alter table app.opt_words enable row level security;
create policy select_nobody on app.opt_words for select to authenticated using (false);

-- A status, edit, delete or reaction that arrived before its message (providers promise no order, and a callback
-- may beat the response of the send it belongs to). Applied as soon as the message is there.
create table app.early_actions (
  tenant_id uuid not null,
  channel_id uuid not null,
  provider_message_id text not null,
  action jsonb not null,
  id bigint generated always as identity primary key,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, channel_id) references public.notification_channels (tenant_id, id) on delete cascade
);
create index early_actions_target on app.early_actions (tenant_id, channel_id, provider_message_id);
create index early_actions_age on app.early_actions (created_at);
alter table app.early_actions enable row level security;
create policy select_nobody on app.early_actions for select to authenticated using (false);

alter table public.conversation_threads enable row level security;
alter table public.conversation_addresses enable row level security;
alter table public.conversation_messages enable row level security;
alter table public.conversation_optouts enable row level security;

create policy select_members on public.conversation_threads for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));
create policy select_members on public.conversation_addresses for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));
create policy select_members on public.conversation_messages for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));
create policy select_members on public.conversation_optouts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids()));

-- No write grants: messages are created by ingest and by create_outbound_message only.
revoke all on public.conversation_threads, public.conversation_addresses, public.conversation_messages, public.conversation_optouts
  from anon, authenticated;
grant select on public.conversation_threads, public.conversation_addresses, public.conversation_messages, public.conversation_optouts
  to authenticated;
grant select, insert, update, delete on public.conversation_threads, public.conversation_addresses, public.conversation_messages,
  public.conversation_optouts to service_role;
