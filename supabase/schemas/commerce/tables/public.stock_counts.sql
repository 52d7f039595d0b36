-- Somebody counts what stands at a place.
create table public.stock_counts (
  tenant_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  state text not null default 'open',
  note text,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  closed_by uuid,
  closed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, place_id) references public.stock_places (tenant_id, id) on delete cascade,
  constraint state_is_known check (state in ('open', 'applied', 'cancelled')),
  constraint what_is_over_has_an_end check ((state = 'open') = (closed_at is null)),
  constraint note_fits check (char_length(note) <= 300)
);

alter table public.stock_counts enable row level security;

create policy select_desk on public.stock_counts for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index stock_counts_open on public.stock_counts (tenant_id, place_id) where state = 'open';
create index stock_counts_place on public.stock_counts (tenant_id, place_id, created_at desc);

comment on table public.stock_counts is 'Inventory counts. A place has one open count at a time; things are sold meanwhile.';

-- No write grants: begin_stock_count and its siblings decide.
revoke all on public.stock_counts from anon, authenticated;
grant select on public.stock_counts to authenticated;
grant select, insert, update, delete on public.stock_counts to service_role;
