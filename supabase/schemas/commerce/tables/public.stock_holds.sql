-- Units that are kept for somebody.
create table public.stock_holds (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  variant_id uuid not null,
  place_id uuid not null,
  quantity integer not null,
  taken integer not null default 0,
  returned integer not null default 0,
  state text not null default 'open',
  owner_kind text not null,
  owner_id uuid not null,
  expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  constraint quantity_is_some check (quantity > 0),
  constraint no_more_than_held check (taken >= 0 and taken <= quantity and returned >= 0 and returned <= taken),
  constraint state_is_known check (state in ('open', 'taken', 'released', 'expired')),
  constraint taken_is_all check ((state = 'taken') = (taken = quantity)),
  constraint closed_has_a_moment check ((state = 'open') = (closed_at is null)),
  constraint owner_kind_is_a_word check (owner_kind ~ '^[a-z_]+$')
) with (fillfactor = 80);

alter table public.stock_holds enable row level security;

create policy select_desk on public.stock_holds for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index stock_holds_owner on public.stock_holds (tenant_id, owner_kind, owner_id, variant_id, place_id) where state = 'open';
create index stock_holds_of_owner on public.stock_holds (tenant_id, owner_kind, owner_id);
create index stock_holds_variant on public.stock_holds (tenant_id, variant_id, place_id);
create index stock_holds_place on public.stock_holds (tenant_id, place_id);

comment on table public.stock_holds is 'Units held for an owner (an order, a cart). While it is open, quantity − taken is part of stock_levels.reserved.';
comment on column public.stock_holds.taken is 'Units that were handed over: partial delivery leaves the rest held.';

revoke all on public.stock_holds from anon, authenticated, service_role;
grant select on public.stock_holds to authenticated, service_role;
