-- The ledger of the stock: one row a movement, never changed.
create table public.stock_moves (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  number bigint not null default nextval('app.stock_move_numbers'),
  kind text not null,
  variant_id uuid not null,
  place_id uuid not null,
  lot_id uuid,
  on_hand integer not null default 0,
  reserved integer not null default 0,
  value_cents bigint not null default 0,
  on_hand_after integer not null,
  reserved_after integer not null,
  owner_kind text,
  owner_id uuid,
  reason text references public.stock_reasons (key) on delete restrict,
  note text,
  actor_id uuid,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, variant_id) references public.product_variants (tenant_id, id) on delete cascade,
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  foreign key (tenant_id, lot_id) references public.stock_lots (tenant_id, id) on delete cascade,
  constraint kind_is_known check (kind in ('purchase', 'sale', 'return', 'adjust', 'count', 'transfer', 'reserve', 'release')),
  constraint sign_fits_kind check (
    case kind when 'purchase' then on_hand > 0 and reserved = 0 when 'return' then on_hand > 0 and reserved = 0
      when 'sale' then on_hand < 0 and reserved = on_hand when 'reserve' then on_hand = 0 and reserved > 0
      when 'release' then on_hand = 0 and reserved < 0 else on_hand <> 0 and reserved = 0 end),
  constraint a_correction_has_a_reason check ((kind = 'adjust') = (reason is not null)),
  constraint note_fits check (char_length(note) between 1 and 300)
);

alter table public.stock_moves enable row level security;

create policy select_desk on public.stock_moves for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index stock_moves_variant on public.stock_moves (tenant_id, variant_id, number desc);
create index stock_moves_newest on public.stock_moves (tenant_id, number desc);
create index stock_moves_owner on public.stock_moves (tenant_id, owner_kind, owner_id) where owner_id is not null;
create index stock_moves_place on public.stock_moves (tenant_id, place_id, number desc);
create index stock_moves_lot on public.stock_moves (tenant_id, lot_id) where lot_id is not null;
create index stock_moves_reason on public.stock_moves (reason) where reason is not null;

create trigger stock_moves_append_only before update on public.stock_moves
  for each row execute function app.tg_any__append_only();

create trigger stock_moves_are_kept before delete on public.stock_moves
  for each row execute function app.tg_any__is_kept();

comment on table public.stock_moves is 'What came in, went and was held, in the order of number. on_hand, reserved and value_cents are changes; *_after is how the level stood then. A mistake is corrected by another row.';

-- No write grants: app.post_stock alone writes here.
revoke all on public.stock_moves from anon, authenticated, service_role;
grant select on public.stock_moves to authenticated, service_role;
