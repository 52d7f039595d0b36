-- Words of the messages, beside them and not in them: a message's row is updated by each tick, this one by an edit only.
create table app.message_words (
  tenant_id uuid not null,
  message_id uuid not null,
  occurred_at timestamptz not null,
  words tsvector not null,
  primary key (tenant_id, message_id),
  foreign key (tenant_id, message_id) references public.conversation_messages (tenant_id, id) on delete cascade
);

alter table app.message_words enable row level security;

create index message_words_words on app.message_words using gin (tenant_id, words);
-- words that many messages have: the newest messages are read until enough have them
create index message_words_moment on app.message_words (tenant_id, occurred_at desc, message_id desc);

create policy select_nobody on app.message_words for select to authenticated using (false);

comment on table app.message_words is 'What app.find_messages looks in: app.words_of_text of each message that has text and was not deleted.';
