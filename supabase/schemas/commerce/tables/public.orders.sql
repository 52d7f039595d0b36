-- What somebody buys: at the desk, in a conversation or in the shop.
create table public.orders (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null,
  number integer not null,
  channel text not null,
  payer_id uuid not null,
  contact_id uuid,
  patient_id uuid,
  thread_id uuid,
  coupon_id uuid,
  subtotal_cents integer not null,
  discount_cents integer not null default 0,
  total_cents integer not null generated always as (subtotal_cents - discount_cents) stored,
  paid_cents integer not null default 0,
  refunded_cents integer not null default 0,
  charge_id uuid,
  state text not null default 'pending',
  expires_at timestamptz,
  expired_at timestamptz,
  cancelled_at timestamptz,
  paid_at timestamptz,
  note text,
  page_key text not null default replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint order_number_is_given_once unique (tenant_id, number),
  foreign key (tenant_id, payer_id) references public.payers (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, patient_id) references public.patients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references public.conversation_threads (tenant_id, id) on delete cascade,
  foreign key (tenant_id, coupon_id) references public.coupons (tenant_id, id) on delete cascade,
  constraint order_channel_is_known check (channel in ('desk', 'conversation', 'shop', 'booking')),
  constraint order_state_is_known check (state in ('pending', 'paid', 'fulfilled', 'returned', 'cancelled')),
  constraint order_amounts_fit check (subtotal_cents >= 0 and discount_cents >= 0 and discount_cents <= subtotal_cents
    and paid_cents >= 0 and refunded_cents >= 0 and refunded_cents <= subtotal_cents),
  constraint order_ends_one_way check (expired_at is null or cancelled_at is null),
  constraint order_note_fits check (char_length(note) <= 1000)
);

alter table public.orders enable row level security;

create policy select_desk on public.orders for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index orders_newest on public.orders (tenant_id, created_at desc, id desc);
create index orders_by_state on public.orders (tenant_id, state, created_at desc, id desc);
create index orders_payer on public.orders (tenant_id, payer_id);
create index orders_contact on public.orders (tenant_id, contact_id, created_at) where contact_id is not null;
create index orders_patient on public.orders (tenant_id, patient_id, created_at) where patient_id is not null;
create index orders_thread on public.orders (tenant_id, thread_id) where thread_id is not null;
create index orders_coupon on public.orders (tenant_id, coupon_id) where coupon_id is not null;
create unique index orders_page on public.orders (page_key, tenant_id);

create trigger orders_touch before update on public.orders
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.orders is 'Locked after its payer and before its stock, always. Its state follows from facts by app.order_state alone (docs/adr/0010).';
comment on column public.orders.id is 'The client''s id: the same press is the same order.';
comment on column public.orders.paid_cents is 'What of its charge in the ledger is paid, kept by a trigger of it: no second book.';
comment on column public.orders.refunded_cents is 'What was taken off again: given back as money or as credit.';
comment on column public.orders.charge_id is 'Its charge in the ledger, once money was asked for or came.';
comment on column public.orders.expired_at is 'Nobody paid in time: what was held is free again. Money that comes after all opens it again, or goes to a person.';
comment on column public.orders.page_key is 'Opens its page to whoever has the link.';

-- No write grants: create_order and its neighbours decide.
revoke all on public.orders from anon, authenticated;
grant select on public.orders to authenticated;
grant select, insert, update, delete on public.orders to service_role;
