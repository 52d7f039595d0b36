-- What a buyer shows at the clinic: one a unit of what was bought at a distance.
create table public.order_vouchers (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  order_id uuid not null,
  item_id uuid not null,
  unit smallint not null,
  code text not null default upper(left(replace(gen_random_uuid()::text, '-', ''), 10)),
  redeemed_at timestamptz,
  redeemed_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  foreign key (tenant_id, item_id) references public.order_items (tenant_id, id) on delete cascade,
  constraint voucher_is_of_one_unit unique (tenant_id, item_id, unit),
  constraint voucher_code_is_given_once unique (tenant_id, code),
  constraint voucher_code_is_short check (code ~ '^[0-9A-F]{10}$'),
  constraint redeemed_whole check (redeemed_by is null or redeemed_at is not null)
);

alter table public.order_vouchers enable row level security;

create policy select_desk on public.order_vouchers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_vouchers_order on public.order_vouchers (tenant_id, order_id);

comment on table public.order_vouchers is 'Whether one still counts follows from its order: cancelled or given back, it does not.';

-- No write grants: redeem_voucher decides.
revoke all on public.order_vouchers from anon, authenticated;
grant select on public.order_vouchers to authenticated;
grant select, insert, update, delete on public.order_vouchers to service_role;
