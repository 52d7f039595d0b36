create table app.purchase_routes (
  kind text not null,
  identity text not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  purchase_id uuid not null,
  primary key (kind, identity),
  constraint kind_is_known check (kind in ('purchase', 'payment'))
);

alter table app.purchase_routes enable row level security;

create index purchase_routes_purchase on app.purchase_routes (tenant_id, purchase_id);

create policy select_nobody on app.purchase_routes for select to authenticated using (false);

comment on table app.purchase_routes is
  'Whose purchase an event of the payment provider is about: it names our purchase or its payment, and no clinic. A payment belongs to one purchase.';
