-- Seats that are kept for somebody.
create table public.seat_holds (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  slot_id uuid not null,
  quantity smallint not null,
  returned smallint not null default 0,
  state text not null default 'open',
  owner_kind text not null,
  owner_id uuid not null,
  expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, slot_id) references public.schedule_slots (tenant_id, id) on delete cascade,
  constraint seats_are_some check (quantity > 0),
  constraint no_more_than_taken check (returned >= 0 and returned <= quantity and (returned = 0 or state = 'taken')),
  constraint seat_state_is_known check (state in ('open', 'taken', 'released', 'expired')),
  constraint closed_has_a_moment check ((state = 'open') = (closed_at is null)),
  constraint owner_kind_is_a_word check (owner_kind ~ '^[a-z_]+$')
);

alter table public.seat_holds enable row level security;

create policy select_desk on public.seat_holds for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index seat_holds_owner on public.seat_holds (tenant_id, owner_kind, owner_id, slot_id) where state = 'open';
create index seat_holds_of_owner on public.seat_holds (tenant_id, owner_kind, owner_id);
create index seat_holds_slot on public.seat_holds (tenant_id, slot_id);

comment on table public.seat_holds is 'Seats held for an owner (an order, a cart). Open: part of schedule_slots.reserved. Taken: quantity − returned is part of sold.';

revoke all on public.seat_holds from anon, authenticated, service_role;
grant select on public.seat_holds to authenticated, service_role;
