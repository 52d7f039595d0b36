-- What the search finds people and things by: one row for each, whatever it is. A table of its own: every message updates a
-- conversation, and only a new name or number is to touch this index.
create table app.search_entries (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null references app.search_kinds (kind) on delete restrict,
  record_id uuid not null,
  title text not null,
  name text not null,
  words text not null,
  primary key (tenant_id, kind, record_id)
);

alter table app.search_entries enable row level security;

create index search_entries_words on app.search_entries using gin (tenant_id, words extensions.gin_trgm_ops)
  -- names change seldom: better each is put into its place than that searches read a list of pending ones
  with (fastupdate = off);
-- whoever is called exactly so is found whatever else fits
create index search_entries_name on app.search_entries (tenant_id, name text_pattern_ops);
create index search_entries_kind on app.search_entries (kind);

create policy select_nobody on app.search_entries for select to authenticated using (false);

comment on table app.search_entries is 'What search_global and app.find_conversations look in; written by app.put_search_entry from the triggers of what is found.';
comment on column app.search_entries.name is 'app.search_words of the title: a whole name goes before one that only begins so.';
comment on column app.search_entries.words is 'Words of the name and of e-mail addresses, each after a space, and numbers (phones with and without ninth digit, CPF, council), each after a space and a #.';
