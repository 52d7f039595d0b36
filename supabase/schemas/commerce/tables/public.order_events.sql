-- What happened to an order, in its order.
create table public.order_events (
  tenant_id uuid not null,
  id bigint not null default nextval('app.order_event_numbers'),
  order_id uuid not null,
  kind text not null,
  data jsonb not null default '{}',
  actor_id uuid,
  at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  constraint order_event_is_known check (kind in ('placed', 'link_sent', 'payment', 'paid', 'payment_late', 'late_settled', 'waiting_voucher',
    'voucher_failed', 'checkout_expired', 'fulfilled', 'returned', 'refunded', 'refund_failed', 'disputed', 'dispute_won', 'dispute_lost',
    'expired', 'revived', 'cancelled', 'package_sold', 'package_waits', 'buyer_told', 'voucher_redeemed', 'downloaded'))
);

alter table public.order_events enable row level security;

create policy select_desk on public.order_events for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_events_order on public.order_events (tenant_id, order_id, id);

comment on table public.order_events is 'Written with what it tells, never changed.';

-- No write grants: app.note_order decides.
revoke all on public.order_events from anon, authenticated;
grant select on public.order_events to authenticated;
grant select, insert, update, delete on public.order_events to service_role;
