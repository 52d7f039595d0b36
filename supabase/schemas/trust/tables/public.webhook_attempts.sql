-- Each time that something was sent to an endpoint, and what it said.
create table public.webhook_attempts (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  at timestamptz not null,
  duration_ms integer,
  status integer,
  error text,
  response text,
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references public.webhook_deliveries (tenant_id, id) on delete cascade,
  constraint webhook_response_is_trimmed check (char_length(response) <= 2000)
);

alter table public.webhook_attempts enable row level security;

create policy select_admins on public.webhook_attempts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin'])));

comment on table public.webhook_attempts is 'Attempts of a delivery; response is the beginning of what the server answered.';

revoke all on public.webhook_attempts from anon, authenticated;
grant select on public.webhook_attempts to authenticated;
grant select, insert, update, delete on public.webhook_attempts to service_role;
