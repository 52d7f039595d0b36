create table app.order_numbers (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  last integer not null,
  primary key (tenant_id)
);

alter table app.order_numbers enable row level security;

create policy select_nobody on app.order_numbers for select to authenticated using (false);

comment on table app.order_numbers is 'The last number of an order of each clinic: locked by whoever takes the next.';
