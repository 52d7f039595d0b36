-- Discounts that a buyer asks for with a word.
create table public.coupons (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  code text not null,
  kind text not null,
  value integer not null,
  starts_on date,
  ends_on date,
  max_uses integer,
  max_uses_per_person integer,
  minimum_cents integer not null default 0,
  uses integer not null default 0,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint coupon_code_is_a_word check (code ~ '^[A-Z0-9][A-Z0-9_-]{2,29}$'),
  constraint coupon_kind_is_known check (kind in ('percent', 'fixed')),
  constraint coupon_takes_something check (value > 0 and value <= case kind when 'percent' then 100 else 100000000 end),
  constraint coupon_ends_after_it_starts check (ends_on >= starts_on),
  constraint coupon_limits_are_counts check (max_uses > 0 and max_uses_per_person > 0 and minimum_cents >= 0),
  constraint no_more_uses_than_allowed check (uses >= 0 and (max_uses is null or uses <= max_uses))
);

alter table public.coupons enable row level security;

create policy select_desk on public.coupons for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index coupons_code on public.coupons (tenant_id, code) where archived_at is null;

create trigger coupons_touch before update on public.coupons
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.coupons is 'Locked by whoever uses one: the last use goes to one order.';
comment on column public.coupons.value is 'Percent, or cents.';
comment on column public.coupons.uses is 'Orders that hold a use: rows of coupon_uses that were not given back.';

-- No write grants: save_coupon decides, and orders count.
revoke all on public.coupons from anon, authenticated;
grant select on public.coupons to authenticated;
grant select, insert, update, delete on public.coupons to service_role;
