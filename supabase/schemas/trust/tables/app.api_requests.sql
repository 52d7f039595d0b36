-- Calls that change something, so that a repetition is answered as the first was.
create table app.api_requests (
  tenant_id uuid not null,
  key_id uuid not null,
  idempotency_key text not null,
  operation text not null,
  arguments_hash text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key_id, idempotency_key),
  foreign key (tenant_id, key_id) references public.api_keys (tenant_id, id) on delete cascade,
  constraint idempotency_key_fits check (char_length(idempotency_key) between 1 and 200)
);

alter table app.api_requests enable row level security;

create index api_requests_created on app.api_requests (tenant_id, created_at);

create policy select_nobody on app.api_requests for select to authenticated using (false);

comment on table app.api_requests is 'Written in the transaction of the call: what failed leaves no row, and may be asked for again.';
