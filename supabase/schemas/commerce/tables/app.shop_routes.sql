-- Whose shop an address opens: strangers name no clinic.
create table app.shop_routes (
  slug text primary key,
  tenant_id uuid not null references public.tenants (id) on delete cascade
);

alter table app.shop_routes enable row level security;

create unique index shop_routes_tenant on app.shop_routes (tenant_id);

create policy select_nobody on app.shop_routes for select to authenticated using (false);

comment on table app.shop_routes is 'The address of each clinic''s shop, unique over all clinics.';
