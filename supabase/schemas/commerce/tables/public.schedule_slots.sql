-- When something that is sold by seats takes place: a workshop, a group, a course.
create table public.schedule_slots (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity smallint not null,
  reserved smallint not null default 0,
  sold smallint not null default 0,
  place text,
  cancelled_at timestamptz,
  cancel_reason text,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  constraint slot_ends_after_it_begins check (ends_at > starts_at and ends_at <= starts_at + interval '31 days'),
  constraint seats_are_some check (capacity between 1 and 5000),
  constraint no_seat_is_given_twice check (reserved >= 0 and sold >= 0 and reserved + sold <= capacity),
  constraint slot_place_is_one_plain_line check (place = app.normalize_name(place) and char_length(place) between 1 and 200),
  constraint slot_cancel_is_whole check (
    cancel_reason is null or (cancelled_at is not null and char_length(cancel_reason) between 1 and 200))
) with (fillfactor = 80);

alter table public.schedule_slots enable row level security;

create policy select_desk on public.schedule_slots for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index schedule_slots_product on public.schedule_slots (tenant_id, product_id, starts_at);

create trigger schedule_slots_touch before update on public.schedule_slots
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.schedule_slots is 'Dates of what is sold by seats. Free seats: capacity − reserved − sold.';
comment on column public.schedule_slots.reserved is 'Seats of open holds; sold: seats of holds that were taken and not given back.';

-- No write grants: save_schedule_slot, cancel_schedule_slot and the functions of seats decide.
revoke all on public.schedule_slots from anon, authenticated;
grant select on public.schedule_slots to authenticated;
grant select, insert, update, delete on public.schedule_slots to service_role;
