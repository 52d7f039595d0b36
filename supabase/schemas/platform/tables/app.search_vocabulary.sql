-- The words that names and addresses of a clinic are made of, each once: a word with a wrong letter is compared with these
-- few thousand instead of with everybody.
create table app.search_vocabulary (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  word text not null,
  keys text[] not null,
  primary key (tenant_id, word)
);

alter table app.search_vocabulary enable row level security;

create index search_vocabulary_keys on app.search_vocabulary using gin (tenant_id, keys) with (fastupdate = off);

create policy select_nobody on app.search_vocabulary for select to authenticated using (false);

comment on table app.search_vocabulary is 'Words of app.search_entries with four letters or more; written by app.put_search_entry. A word whose last bearer is gone stays, and leads to nobody.';
comment on column app.search_vocabulary.keys is 'app.word_keys: two words that are one letter apart share one.';
