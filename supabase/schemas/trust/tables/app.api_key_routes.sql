create table app.api_key_routes (
  key_hash bytea primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  key_id uuid not null
);

alter table app.api_key_routes enable row level security;

create index api_key_routes_key on app.api_key_routes (tenant_id, key_id);

create policy select_nobody on app.api_key_routes for select to authenticated using (false);

comment on table app.api_key_routes is 'SHA-256 of each key: a call with it names no clinic.';
