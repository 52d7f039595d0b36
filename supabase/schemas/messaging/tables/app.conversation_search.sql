-- Words and numbers by which a conversation is found. A table of its own: every message updates a conversation, and only a
-- new name or phone is to touch this index.
create table app.conversation_search (
  tenant_id uuid not null,
  thread_id uuid not null,
  words text not null,
  primary key (tenant_id, thread_id),
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade
);

alter table app.conversation_search enable row level security;

create index conversation_search_words on app.conversation_search using gin (tenant_id, words extensions.gin_trgm_ops)
  -- names change seldom: better each is put into its place than that searches read a list of pending ones
  with (fastupdate = off);

create policy select_nobody on app.conversation_search for select to authenticated using (false);

comment on table app.conversation_search is 'What app.find_conversations looks in: the words of the name, each after a space, and the phone with and without its ninth digit.';
