-- What it costs to send things: by where to, how heavy and how much was bought.
create table public.shipping_rates (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  cep_from text not null,
  cep_to text not null,
  max_grams integer,
  price_cents integer not null,
  free_from_cents integer,
  days_min smallint not null,
  days_max smallint not null,
  position smallint not null,
  primary key (tenant_id, id),
  constraint rate_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 60),
  constraint rate_is_of_a_range check (cep_from ~ '^[0-9]{8}$' and cep_to ~ '^[0-9]{8}$' and cep_from <= cep_to),
  constraint rate_weighs_something check (max_grams between 1 and 1000000),
  constraint rate_is_an_amount check (price_cents >= 0 and price_cents <= 10000000 and free_from_cents >= 0 and free_from_cents <= 100000000),
  constraint rate_takes_some_days check (days_min >= 0 and days_min <= days_max and days_max <= 120)
);

alter table public.shipping_rates enable row level security;

create policy select_desk on public.shipping_rates for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.shipping_rates is 'Ways in which the shop sends things. Of those with one name that fit, the cheapest counts.';
comment on column public.shipping_rates.max_grams is 'NULL: however heavy.';
comment on column public.shipping_rates.free_from_cents is 'From this value of what is sent it costs nothing.';

-- No write grants: save_shop_deliveries decides.
revoke all on public.shipping_rates from anon, authenticated;
grant select on public.shipping_rates to authenticated;
grant select, insert, update, delete on public.shipping_rates to service_role;
