-- What of the products stands in the shop, and how it is told there.
create table public.catalog_items (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  product_id uuid not null,
  slug text not null,
  summary text,
  body text,
  is_published boolean not null default false,
  published_at timestamptz,
  therapist_id uuid,
  weight_grams integer,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, product_id) references public.products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, therapist_id) references public.therapists (tenant_id, user_id) on delete cascade,
  constraint item_weighs_something check (weight_grams between 1 and 100000),
  constraint item_slug_is_url_safe check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) between 1 and 100),
  constraint item_texts_fit check (char_length(summary) <= 300 and char_length(body) <= 8000),
  constraint published_has_a_moment check (not is_published or published_at is not null)
);

alter table public.catalog_items enable row level security;

create policy select_desk on public.catalog_items for select to authenticated
  using (tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])));

create unique index catalog_items_product on public.catalog_items (tenant_id, product_id);
create unique index catalog_items_slug on public.catalog_items (tenant_id, slug);

create index catalog_items_therapist on public.catalog_items (tenant_id, therapist_id) where therapist_id is not null;

create trigger catalog_items_touch before update on public.catalog_items
  for each row execute function app.tg_any__touch_updated_at();

comment on table public.catalog_items is 'Products in the shop. Name, kind, category and prices are the product''s.';
comment on column public.catalog_items.slug is 'The last part of its address. It stays when the product is renamed.';
comment on column public.catalog_items.published_at is 'When it stood in the shop for the first time.';

comment on column public.catalog_items.therapist_id is 'Of a service: whose agenda is booked when it is bought, for as long as its type of session takes. NULL: it is bought without a time.';
comment on column public.catalog_items.weight_grams is 'One unit as it is packed, for what the way costs.';

-- No write grants: save_catalog_item decides.
revoke all on public.catalog_items from anon, authenticated;
grant select on public.catalog_items to authenticated;
grant select, insert, update, delete on public.catalog_items to service_role;
