-- By what the variants of a product differ: size, smell, edition.
create table public.product_options (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  name text not null,
  choices text[] not null,
  position smallint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  constraint option_stands_once unique (tenant_id, product_id, position),
  constraint option_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 1 and 40),
  constraint option_has_choices check (cardinality(choices) between 1 and 30),
  constraint three_options_at_most check (position between 1 and 3)
);

alter table public.product_options enable row level security;

create policy select_desk on public.product_options for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

comment on table public.product_options is 'Options of products with their choices, in the order of the screen. product_variants.choices names one of each.';

-- No write grants: save_product decides.
revoke all on public.product_options from anon, authenticated;
grant select on public.product_options to authenticated;
grant select, insert, update, delete on public.product_options to service_role;
