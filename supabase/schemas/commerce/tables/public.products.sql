-- What a clinic sells.
create table public.products (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  kind text not null references public.product_kinds (key) on delete restrict,
  name text not null,
  sort_key text not null generated always as (app.normalize_text(name)) stored,
  category text,
  brand text,
  description text,
  unit text not null default 'UN',
  ncm text,
  cfop text,
  service_item text,
  tax_basis_points integer,
  session_type_id uuid,
  package_sessions smallint,
  package_days smallint,
  version integer not null default 1,
  archived_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, session_type_id) references public.session_types (tenant_id, id) on delete cascade,
  constraint product_is_one_plain_line check (name = app.normalize_name(name) and char_length(name) between 2 and 120),
  constraint unit_is_short check (unit ~ '^[A-Z0-9]{1,6}$'),
  constraint ncm_has_eight_digits check (ncm ~ '^[0-9]{8}$'),
  constraint cfop_has_four_digits check (cfop ~ '^[1-7][0-9]{3}$'),
  constraint service_item_is_of_the_list check (service_item ~ '^[0-9]{1,2}\.[0-9]{2}$'),
  constraint tax_is_a_share check (tax_basis_points between 0 and 10000),
  constraint package_has_sessions check (package_sessions between 1 and 200),
  constraint package_lasts_some_days check (package_days between 1 and 3650),
  constraint texts_fit check (char_length(category) <= 60 and char_length(brand) <= 60 and char_length(description) <= 4000)
);

alter table public.products enable row level security;

create policy select_desk on public.products for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create index products_by_name on public.products (tenant_id, (archived_at is null), sort_key, id);
create index products_kind on public.products (kind);
create index products_session_type on public.products (tenant_id, session_type_id) where session_type_id is not null;

create trigger products_touch before update on public.products
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.products is 'What a clinic sells. What is priced and stocked are the variants; a product without options has one.';
comment on column public.products.session_type_id is 'Of a service, or of a package of sessions: what is booked for whoever buys it.';
comment on column public.products.package_sessions is 'Of a package: how many sessions; package_days: for how long they can be used.';
comment on column public.products.service_item is 'Item of the list of LC 116, for invoices of services.';

-- No write grants: save_product decides.
revoke all on public.products from anon, authenticated;
grant select on public.products to authenticated;
grant select, insert, update, delete on public.products to service_role;
