-- Who is asked what sending costs. Reference data: a row an adapter (`_shared/commerce/carriers`).
create table app.shipping_providers (
  key text primary key,
  name text not null,
  position smallint not null,
  constraint key_is_a_word check (key ~ '^[a-z_]+$')
);

alter table app.shipping_providers enable row level security;

create policy select_nobody on app.shipping_providers for select to authenticated using (false);
