create table app.sealed_stores (
  name text primary key,
  owner_column text not null,
  sealed_column text not null,
  constraint name_is_private check (name ~ '^app_private\.[a-z_]+$')
);

alter table app.sealed_stores enable row level security;

create policy select_nobody on app.sealed_stores for select to authenticated using (false);

comment on table app.sealed_stores is 'Tables of sealed secrets, which app.list_sealed walks through when the key changed; the rows belong to the domains.';
comment on column app.sealed_stores.owner_column is 'Whose it is: with tenant_id, what the ciphertext is bound to.';

revoke all on app.sealed_stores from anon, authenticated;
