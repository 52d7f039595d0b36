-- The chats of an open import, in the order in which they are read: its cursor, which outlives a worker.
create table app.history_chats (
  tenant_id uuid not null,
  import_id uuid not null,
  place integer not null,
  provider_address text not null,
  name text,
  page integer not null default 1,
  primary key (tenant_id, import_id, place),
  foreign key (tenant_id, import_id) references app.history_imports (tenant_id, id) on delete cascade,
  constraint page_is_positive check (page > 0)
);

alter table app.history_chats enable row level security;

create policy select_nobody on app.history_chats for select to authenticated using (false);

comment on table app.history_chats is 'Chats that an import has still to read; one that is read is removed.';
comment on column app.history_chats.page is 'The page to read next.';
