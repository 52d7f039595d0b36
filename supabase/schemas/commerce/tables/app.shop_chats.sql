create table app.shop_chats (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  thread_id uuid not null,
  contact_id uuid,
  token_hash text not null,
  full_name text not null,
  phone text not null,
  accepted_text text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  constraint token_opens_one_chat unique (tenant_id, token_hash),
  constraint full_name_is_one_plain_line check (full_name = app.normalize_name(full_name)),
  constraint phone_is_e164 check (phone ~ '^\+[1-9]\d{6,14}$'),
  constraint accepted_text_fits check (char_length(accepted_text) between 1 and 4000)
);

alter table app.shop_chats enable row level security;

create index shop_chats_thread on app.shop_chats (tenant_id, thread_id);
create index shop_chats_contact on app.shop_chats (tenant_id, contact_id);

create policy select_nobody on app.shop_chats for select to authenticated using (false);

comment on table app.shop_chats is
  'Whoever writes from the pages of a shop: one browser, one conversation. The phone is what they typed, and nobody has proved it: it opens nothing of whom it belongs to.';
comment on column app.shop_chats.token_hash is 'SHA-256 of the secret in the cookie of the browser (app.shop_chat_hash), the only way back into the chat.';
comment on column app.shop_chats.contact_id is 'Whom the clinic knows by what they typed, by the rules of identity.';
comment on column app.shop_chats.accepted_text is 'The notice that they accepted.';

revoke all on app.shop_chats from anon, authenticated;
grant select, insert, update, delete on app.shop_chats to service_role;
