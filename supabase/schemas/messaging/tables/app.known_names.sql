-- A name from the clinic's phone for somebody who may never have written: it is there when the conversation begins, and
-- again when a typed name is taken back.
create table app.known_names (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  address text not null,
  name text not null,
  name_source text not null,
  primary key (tenant_id, address)
);

alter table app.known_names enable row level security;

create policy select_nobody on app.known_names for select to authenticated using (false);

comment on table app.known_names is 'The best name that a provider gave for an address, as conversation_addresses writes it. What people call themselves is not kept here: it comes with their messages.';
