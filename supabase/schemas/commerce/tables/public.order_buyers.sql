-- What somebody typed who bought in the shop, and where it goes.
create table public.order_buyers (
  tenant_id uuid not null,
  order_id uuid not null,
  full_name text not null,
  phone text not null,
  email text not null,
  cpf text,
  accepted_text text not null,
  accepted_at timestamptz not null default clock_timestamp(),
  delivery_kind text,
  delivery_name text,
  days_min smallint,
  days_max smallint,
  cep text,
  street text,
  number text,
  complement text,
  district text,
  city text,
  state text,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, order_id) references public.orders (tenant_id, id) on delete cascade,
  constraint buyer_is_one_plain_line check (full_name = app.normalize_name(full_name) and char_length(full_name) between 2 and 120),
  constraint buyer_phone_is_e164 check (phone ~ '^\+[1-9][0-9]{7,14}$'),
  constraint buyer_email_fits check (char_length(email) between 3 and 254),
  constraint buyer_cpf_has_its_digits check (cpf ~ '^[0-9A-Z]{11,14}$'),
  constraint delivery_is_known check (delivery_kind in ('pickup', 'ship')),
  constraint sent_has_an_address check (delivery_kind is distinct from 'ship' or (
    cep ~ '^[0-9]{8}$' and street is not null and number is not null and city is not null and state ~ '^[A-Z]{2}$')),
  constraint address_fits check (char_length(street) <= 200 and char_length(number) <= 20 and char_length(complement) <= 100
    and char_length(district) <= 100 and char_length(city) <= 100 and char_length(delivery_name) <= 60)
);

alter table public.order_buyers enable row level security;

create policy select_desk on public.order_buyers for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index order_buyers_phone on public.order_buyers (tenant_id, phone);

comment on table public.order_buyers is 'As it was typed: a person who is known already keeps what the clinic knows of them.';
comment on column public.order_buyers.accepted_text is 'The notices as they were accepted.';
comment on column public.order_buyers.delivery_kind is 'pickup: fetched at the clinic; ship: sent; NULL: nothing of it is sent.';

-- No write grants: app.place_shop_order writes it.
revoke all on public.order_buyers from anon, authenticated;
grant select on public.order_buyers to authenticated;
grant select, insert, update, delete on public.order_buyers to service_role;
