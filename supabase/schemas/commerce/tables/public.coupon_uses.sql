-- Which order used a coupon, and who.
create table public.coupon_uses (
  tenant_id uuid not null,
  coupon_id uuid not null,
  order_id uuid not null,
  payer_id uuid not null,
  used_at timestamptz not null default clock_timestamp(),
  given_back_at timestamptz,
  primary key (tenant_id, coupon_id, order_id),
  foreign key (tenant_id, coupon_id) references public.coupons (tenant_id, id) on delete cascade,
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade
);

alter table public.coupon_uses enable row level security;

create policy select_desk on public.coupon_uses for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index coupon_uses_order on public.coupon_uses (tenant_id, order_id);
create index coupon_uses_payer on public.coupon_uses (tenant_id, payer_id);

comment on column public.coupon_uses.given_back_at is 'The order ended before it was paid: somebody else may use it.';

-- No write grants: create_order decides.
revoke all on public.coupon_uses from anon, authenticated;
grant select on public.coupon_uses to authenticated;
grant select, insert, update, delete on public.coupon_uses to service_role;
